@org.jspecify.annotations.NullMarked
package mm.abi;
