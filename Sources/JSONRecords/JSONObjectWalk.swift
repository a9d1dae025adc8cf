/// Visits the members of one object that become cells, including those of `attributes` and the like.
struct JSONObjectWalk {
    /// A decoded name; used for names with escapes.
    private var name: [UInt8] = []
    private var layout = JSONLayout()

    /// - Parameters:
    ///   - text: The object, all of which is checked.
    ///   - scope: The scope of its members.
    ///   - visit: Receives the scope, the name, the kind and the range of each member; it may throw what is wrong with
    ///     them.
    @inline(__always)
    mutating func walk(
        _ text: UnsafeRawBufferPointer,
        scope: JSONScope = .own,
        _ visit: (JSONScope, UnsafeRawBufferPointer, JSONKind, Range<Int>) throws(JSONDefect) -> Void
    ) throws(JSONDefect) {
        var cursor = JSONCursor(text)
        try walkObject(&cursor, scope, depth: 0, visit)
        cursor.skipWhiteSpace()
        if cursor.position < text.count { throw cursor.defect(.afterObject) }
    }

    private mutating func walkObject(
        _ cursor: inout JSONCursor,
        _ scope: JSONScope,
        depth: Int,
        _ visit: (JSONScope, UnsafeRawBufferPointer, JSONKind, Range<Int>) throws(JSONDefect) -> Void
    ) throws(JSONDefect) {
        var member = 0
        while let key = try key(of: member, &cursor, depth: depth) {
            member += 1
            if cursor.byte == UInt8(ascii: "{"), let inner = JSONScope(member: key.content, within: scope) {
                try walkObject(&cursor, inner, depth: depth + 1, visit)
                continue
            }
            let value = try cursor.expectValue(depth: depth + 1)
            if key.hasEscapes {
                try visitEscaped(key.content, in: cursor.text) { (name) throws(JSONDefect) in
                    try visit(scope, name, value.kind, value.range)
                }
            } else {
                try visit(scope, key.content, value.kind, value.range)
            }
        }
    }

    /// Moves to the next value of an object, and returns the name before it; nil at the object's end, which is read.
    ///
    /// - Parameters:
    ///   - member: The number of the value, from 0.
    ///   - cursor: The end of the value before, or the beginning of the object.
    @inline(__always)
    private mutating func key(
        of member: Int,
        _ cursor: inout JSONCursor,
        depth: Int
    ) throws(JSONDefect) -> (content: UnsafeRawBufferPointer, hasEscapes: Bool)? {
        if depth == 0, let name = layout.skip(to: member, &cursor) { return (name, false) }
        return try readKey(of: member, &cursor, depth: depth)
    }

    @inline(never)
    private mutating func readKey(
        of member: Int,
        _ cursor: inout JSONCursor,
        depth: Int
    ) throws(JSONDefect) -> (content: UnsafeRawBufferPointer, hasEscapes: Bool)? {
        let start = cursor.position
        if member == 0 {
            guard cursor.accept("{") else { throw cursor.defect(.expectedObject) }
        }
        cursor.skipWhiteSpace()
        if cursor.accept("}") { return nil }
        if member > 0 {
            guard cursor.accept(",") else { throw cursor.defect(.missingComma(or: "}")) }
            cursor.skipWhiteSpace()
        }
        let key = try cursor.expectString()
        try cursor.expectColon()
        if depth == 0 {
            if key.hasEscapes {
                layout.forget(from: member)
            } else {
                let gap = UnsafeRawBufferPointer(rebasing: cursor.text[start..<cursor.position])
                layout.note(member, gap, name: key.content.lowerBound - start..<key.content.upperBound - start)
            }
        }
        return (UnsafeRawBufferPointer(rebasing: cursor.text[key.content]), key.hasEscapes)
    }

    /// Calls a closure with a name whose escapes have been resolved.
    ///
    /// - Parameters:
    ///   - content: The name as it is in the text.
    ///   - text: The text.
    private mutating func visitEscaped(
        _ content: UnsafeRawBufferPointer,
        in text: UnsafeRawBufferPointer,
        _ visit: (UnsafeRawBufferPointer) throws(JSONDefect) -> Void
    ) throws(JSONDefect) {
        var decoded: [UInt8] = []
        swap(&decoded, &name)
        defer { swap(&decoded, &name) }
        do throws(JSONDefect) {
            try JSONTextDecoding.unescape(content, into: &decoded)
        } catch {
            let offset = content.baseAddress.map { $0 - text.baseAddress.unsafelyUnwrapped } ?? 0
            throw JSONDefect(reason: error.reason, offset: offset + error.offset)
        }
        try decoded.span.bytes.withUnsafeBytes { (bytes) throws(JSONDefect) in try visit(bytes) }
    }
}
