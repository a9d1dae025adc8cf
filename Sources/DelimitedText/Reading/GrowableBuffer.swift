/// An array that is appended to without bounds checks, once room has been reserved.
///
/// Invariant: the first `count` elements of the `capacity` at `base` are initialised.
struct GrowableBuffer<Element: BitwiseCopyable>: ~Copyable {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        self.capacity = max(capacity, 1)
        base = .allocate(capacity: self.capacity)
    }

    deinit {
        base.deallocate()
    }

    /// Makes room for more elements.
    @inline(__always)
    mutating func reserve(_ additional: Int) {
        if capacity &- count < additional { grow(additional) }
    }

    @inline(never)
    private mutating func grow(_ additional: Int) {
        capacity = max(2 * capacity, count + additional)
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        larger.initialize(from: base, count: count)
        base.deallocate()
        base = larger
    }

    /// Appends an element for which room has been reserved.
    @inline(__always)
    mutating func appendReserved(_ element: Element) {
        assert(count < capacity)
        (base + count).initialize(to: element)
        count &+= 1
    }

    /// Appends what a closure writes into reserved room; the closure advances the pointer past it.
    @inline(__always)
    mutating func appendReserved(_ write: (inout UnsafeMutablePointer<Element>) -> Void) {
        var end = base + count
        write(&end)
        count = end - base
        assert(count <= capacity)
    }

    /// Drops all but the first elements.
    @inline(__always)
    mutating func truncate(to newCount: Int) {
        count = Swift.min(count, newCount)
    }
}
