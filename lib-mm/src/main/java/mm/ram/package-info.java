/** Physical memory: frames as parallel arrays, their contents, the LRU lists. */
@org.jspecify.annotations.NullMarked
package mm.ram;
