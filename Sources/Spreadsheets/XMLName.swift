/// The name of an element or an attribute, without its prefix; valid during the call that it is passed to.
struct XMLName {
    private let text: UnsafePointer<CChar>

    init(_ text: UnsafePointer<CChar>) {
        var start = text
        var position = text
        while position.pointee != 0 {
            if position.pointee == 0x3A { start = position + 1 }
            position += 1
        }
        self.text = start
    }

    static func == (name: XMLName, expected: StaticString) -> Bool {
        var index = 0
        while index < expected.utf8CodeUnitCount {
            // Ends at the name's NUL at the latest, since the expected name has none.
            if UInt8(bitPattern: name.text[index]) != expected.utf8Start[index] { return false }
            index += 1
        }
        return name.text[index] == 0
    }
}
