import SystemCalls

/// Receives the parts of an XML text in order. Names are without their prefixes.
protocol XMLHandler: AnyObject {
    func start(_ name: XMLName, _ attributes: XMLAttributes)
    func end(_ name: XMLName)
    func characters(_ text: UnsafeRawBufferPointer)
    /// What the handler found to be wrong; it ends the reading.
    var problem: SpreadsheetProblem? { get }
}

/// The name of an element or an attribute, without its prefix; valid only during the call that it is passed to.
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
            // Stops at the name's NUL at the latest, since the expected name has none.
            if UInt8(bitPattern: name.text[index]) != expected.utf8Start[index] { return false }
            index += 1
        }
        return name.text[index] == 0
    }
}

/// The attributes of an element; valid only during the call that they are passed to.
struct XMLAttributes {
    let list: UnsafeMutablePointer<UnsafePointer<CChar>?>?

    /// The value of an attribute; nil if it is missing.
    func value(_ expected: StaticString) -> UnsafeRawBufferPointer? {
        guard let list else { return nil }
        var index = 0
        while let name = list[index] {
            if XMLName(name) == expected {
                return list[index + 1].map { UnsafeRawBufferPointer(start: $0, count: strlen($0)) }
            }
            index += 2
        }
        return nil
    }

    func text(_ expected: StaticString) -> String? {
        value(expected).map { String(decoding: $0, as: UTF8.self) }
    }

    func number(_ expected: StaticString) -> Int? { value(expected).flatMap { DecimalDigits.wholeNumber($0) } }
}

/// Whole numbers, which workbooks nearly always write as digits and nothing else.
enum DecimalDigits {
    /// More digits may not fit into an `Int`.
    private static let maximumDigits = 18

    /// The number that digits stand for; nil for anything else.
    static func number(_ text: UnsafeRawBufferPointer) -> Int? {
        guard 1...maximumDigits ~= text.count else { return nil }
        var number = 0
        for byte in text {
            guard 0x30...0x39 ~= byte else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        return number
    }

    /// The whole number that a text stands for, with a sign or any number of digits; nil for anything else.
    static func wholeNumber(_ text: UnsafeRawBufferPointer) -> Int? {
        number(text) ?? Int(String(decoding: text, as: UTF8.self))
    }
}
