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
