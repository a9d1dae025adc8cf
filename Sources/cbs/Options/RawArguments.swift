import CommandLanguage
import Recipients
import SystemCalls

/// The program's arguments as the system passes them. As Swift strings, they lose bytes that are not UTF-8.
enum RawArguments {
    /// The bytes of the arguments that are not UTF-8, by their form as strings.
    private static let damaged: [String: [UInt8]] = {
        var damaged: [String: [UInt8]] = [:]
        for argument in UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc)) {
            guard let argument else { continue }
            let bytes = UnsafeBufferPointer(start: argument, count: strlen(argument)).map { UInt8(bitPattern: $0) }
            let text = String(decoding: bytes, as: UTF8.self)
            if !text.utf8.elementsEqual(bytes) { damaged[text] = bytes }
        }
        return damaged
    }()

    /// The bytes of which a string was made: an argument, or the value in `-c=STATEMENTS`.
    static func bytes(of text: String) -> [UInt8] {
        let option = "-c="
        if let bytes = damaged[text] { return bytes }
        if let bytes = damaged[option + text] { return Array(bytes.dropFirst(option.utf8.count)) }
        return Array(text.utf8)
    }

    /// Refuses a text that is not UTF-8.
    ///
    /// - Parameter name: What messages call it.
    /// - Throws: `syntax`, at the first invalid byte.
    static func check(_ text: String, named name: String) throws(Diagnostic) {
        let source = Source(name: name, bytes: bytes(of: text))
        if let problem = source.encodingProblem { throw problem }
    }
}
