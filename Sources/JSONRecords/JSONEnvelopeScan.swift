internal import DelimitedText

/// Goes through the brackets, strings and names of an object and notes its lists of objects. It does not check that
/// they are JSON.
struct JSONEnvelopeScan {
    /// The lists whose first object is a record.
    private(set) var found: [JSONEnvelope] = []
    /// Whether the object has ended and nothing follows.
    private(set) var isComplete = false

    /// How deeply a list may be nested: in the object, or in a member of it.
    private static let deepestList = 2
    /// How deeply names are examined: the first object of such a list is at depth 4, the members that hold its fields
    /// are in it.
    private static let deepest = 6
    /// Longer names are cut off: nobody has any.
    private static let longestName = 1024

    /// The object without the contents of its lists, except for their line ends: the part that is not read as rows.
    private(set) var frame: [UInt8] = []
    /// The depth at which the outermost open list began; 0 outside lists.
    private var listDepth = 0
    /// In bytes: more than anybody has around a list. A longer frame is not checked.
    private static let longestFrame = 1 << 20

    private var offset = 0
    private var line = 1
    private var depth = 0
    private var isInText = false
    private var isEscaped = false
    /// Whether each enclosing value is an object, from the outside in, down to the deepest that matters.
    private var isObject: [Bool] = []
    /// The name of the current member of each enclosing object.
    private var names: [[UInt8]] = []
    private var name: [UInt8]?
    private var expectsName = false
    /// The list that has just opened.
    private var opened: JSONEnvelope?
    /// The list whose first object is being read.
    private var candidate: JSONEnvelope?
    /// The depth of that object's members.
    private var candidateDepth = 0
    private var isRecord = false

    /// Takes the next piece; false if the text is not an envelope.
    mutating func add(_ text: UnsafeRawBufferPointer, isKey: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        let start = offset
        var index = 0
        while index < text.count {
            if isInText, name == nil, !isEscaped {
                let length = Self.plainLength(of: UnsafeRawBufferPointer(rebasing: text[index...]))
                if listDepth == 0 { frame.append(contentsOf: text[index..<index + length].prefix(room)) }
                index += length
                if index == text.count { break }
            }
            let byte = text[index]
            offset = start + index
            if byte == 0x0A { line += 1 }
            let wasInList = listDepth > 0
            if isInText {
                if !take(inText: byte, isKey) { return false }
            } else if byte > 0x20 {
                if !take(byte) { return false }
            }
            if !(wasInList && listDepth > 0) || byte == 0x0A, room > 0 { frame.append(byte) }
            index += 1
        }
        offset = start + text.count
        return true
    }

    /// How many more bytes the frame may hold.
    private var room: Int { max(0, Self.longestFrame - frame.count) }

    /// Checks the text around the lists.
    func checkFrame() throws(JSONProblem) {
        guard frame.count < Self.longestFrame else { return }
        let defect: JSONDefect? = frame.withUnsafeBytes { text in
            var cursor = JSONCursor(text)
            do throws(JSONDefect) {
                cursor.skipWhiteSpace()
                _ = try cursor.expectValue(depth: 0)
                return nil
            } catch {
                return error
            }
        }
        guard let defect else { return }
        let lines = frame.prefix(defect.offset).count { $0 == 0x0A }
        throw JSONProblem(reason: defect.reason, line: 1 + lines)
    }

    /// How many bytes come before a quote or a backslash: most of the file.
    private static func plainLength(of text: UnsafeRawBufferPointer) -> Int {
        var length = 0
        while length < text.count {
            // In bounds: compared just before.
            let byte = text.baseAddress.unsafelyUnwrapped.load(fromByteOffset: length, as: UInt8.self)
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
            length += 1
        }
        return length
    }

    private mutating func take(inText byte: UInt8, _ isKey: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        if !isEscaped, byte == UInt8(ascii: "\"") {
            isInText = false
            return endText(isKey)
        }
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        if let count = name?.count, count < Self.longestName { name?.append(byte) }
        return true
    }

    /// Ends a string, which may be a name.
    private mutating func endText(_ isKey: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        guard let name else { return true }
        self.name = nil
        names[depth - 1] = name
        guard depth == 1 || isInCandidate, name.withUnsafeBytes(isKey) else { return true }
        // An object that is itself a record is not an envelope.
        if depth == 1 { return false }
        isRecord = true
        return true
    }

    /// Whether the current member is a column of the list's first object.
    private var isInCandidate: Bool {
        guard candidate != nil, depth >= candidateDepth else { return false }
        var scope = JSONScope.own
        for outer in candidateDepth..<depth {
            guard isObject[outer],
                let inner = names[outer - 1].withUnsafeBytes({ JSONScope(member: $0, within: scope) })
            else { return false }
            scope = inner
        }
        return true
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        if isComplete || (depth == 0 && byte != UInt8(ascii: "{")) { return false }
        let list = opened
        opened = nil
        switch byte {
        case UInt8(ascii: "\""):
            isInText = true
            isEscaped = false
            if expectsName { name = [] }
            expectsName = false
        case UInt8(ascii: "{"):
            if let list, candidate == nil {
                candidate = list
                candidateDepth = depth + 1
                isRecord = false
            }
            open(object: true)
        case UInt8(ascii: "["):
            // In the outermost object, or in a member of it.
            if depth <= Self.deepestList, isObject.allSatisfy({ $0 }) {
                let path = names[..<depth].map { String(decoding: $0, as: UTF8.self) }
                opened = JSONEnvelope(path: path, offset: offset, line: line)
            }
            open(object: false)
        case UInt8(ascii: "}"), UInt8(ascii: "]"): close()
        case UInt8(ascii: ","): expectsName = depth <= Self.deepest && isObject[depth - 1]
        default: break
        }
        return true
    }

    private mutating func open(object: Bool) {
        depth += 1
        if !object, listDepth == 0 { listDepth = depth }
        expectsName = object && depth <= Self.deepest
        guard depth <= Self.deepest else { return }
        isObject.append(object)
        names.append([])
    }

    private mutating func close() {
        if let candidate, depth == candidateDepth {
            if isRecord { found.append(candidate) }
            self.candidate = nil
        }
        if depth <= Self.deepest {
            isObject.removeLast()
            names.removeLast()
        }
        if depth == listDepth { listDepth = 0 }
        depth -= 1
        expectsName = false
        isComplete = depth == 0
    }
}
