/// Keeps the first of many elements in an order: in a heap whose root is the last of those kept, so that an element
/// that comes after it costs one comparison. As long as fewer elements than the limit have been added, all are kept,
/// unordered.
public struct FirstInOrder<Element> {
    /// The kept elements: a heap once the limit has been reached, in no order before.
    private var elements: [Element] = []
    private let limit: Int
    private let areInOrder: (Element, Element) -> Bool

    /// An empty collection.
    ///
    /// - Parameters:
    ///   - limit: How many elements are kept at most.
    ///   - areInOrder: A strict order in which no two of the elements are equal.
    public init(_ limit: Int, by areInOrder: @escaping (Element, Element) -> Bool) {
        self.limit = limit
        self.areInOrder = areInOrder
    }

    /// Whether the limit has been reached: another element is kept only if it comes before the last one.
    public var isFull: Bool { elements.count >= limit }

    /// The last of the kept elements, if the limit has been reached.
    public var last: Element? { isFull ? elements.first : nil }

    /// Keeps an element if it is among the first.
    public mutating func add(_ element: Element) {
        if elements.count < limit {
            elements.append(element)
            if isFull { for index in (0..<elements.count / 2).reversed() { sink(index) } }
        } else if let last = elements.first, areInOrder(element, last) {
            elements[0] = element
            sink(0)
        }
    }

    /// The first elements of several collections together, in order.
    public static func merged(_ collections: [Self]) -> ArraySlice<Element> {
        guard let first = collections.first else { return [] }
        return collections.flatMap(\.elements).sorted(by: first.areInOrder).prefix(first.limit)
    }

    /// Moves an element down until its children come before it.
    private mutating func sink(_ start: Int) {
        var index = start
        while true {
            var last = index
            for child in [2 * index + 1, 2 * index + 2] where child < elements.count {
                if areInOrder(elements[last], elements[child]) { last = child }
            }
            if last == index { return }
            elements.swapAt(index, last)
            index = last
        }
    }
}
