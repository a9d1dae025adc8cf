/// Takes what stands in an XML text, in order. Names are without their prefixes.
protocol XMLHandler: AnyObject {
    func start(_ name: XMLName, _ attributes: XMLAttributes)
    func end(_ name: XMLName)
    func characters(_ text: UnsafeRawBufferPointer)
    /// What the handler found wrong; it ends the reading.
    var problem: SpreadsheetProblem? { get }
}

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

/// The attributes of an element; valid during the call that they are passed to.
struct XMLAttributes {
    let list: UnsafeMutablePointer<UnsafePointer<CChar>?>?

    /// The value of an attribute as bytes that end with a NUL.
    func value(_ expected: StaticString) -> UnsafePointer<CChar>? {
        guard let list else { return nil }
        var index = 0
        while let name = list[index] {
            if XMLName(name) == expected { return list[index + 1] }
            index += 2
        }
        return nil
    }

    func text(_ expected: StaticString) -> String? {
        value(expected).map { String(cString: $0) }
    }

    func number(_ expected: StaticString) -> Int? {
        text(expected).flatMap { Int($0) }
    }
}
