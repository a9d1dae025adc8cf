/// Where a member of an object stands.
enum JSONScope: Hashable, Sendable {
    case own, attributes, globalAttributes

    /// The scope that the members of an object's member stand in; nil if they are not columns.
    @inline(__always)
    init?(member name: UnsafeRawBufferPointer) {
        func matches(_ text: StaticString) -> Bool {
            name.count == text.utf8CodeUnitCount
                && name.elementsEqual(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        }
        guard name.count >= 7, name[0] == UInt8(ascii: "a") || name[0] == UInt8(ascii: "g") else { return nil }
        if matches("attributes") || matches("attribs") {
            self = .attributes
        } else if matches("global_attributes") {
            self = .globalAttributes
        } else {
            return nil
        }
    }
}
