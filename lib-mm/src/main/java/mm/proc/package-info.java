@org.jspecify.annotations.NullMarked
package mm.proc;
