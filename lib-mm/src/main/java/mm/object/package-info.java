/** What memory is made of: anonymous memory, shmem and hugetlb files, swap areas. */
@org.jspecify.annotations.NullMarked
package mm.object;
