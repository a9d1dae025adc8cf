/// Visits the members of one object that become cells, including those of `attributes` and the like.
struct JSONObjectWalk {
    /// A decoded name; used for names with escapes.
    private var name: [UInt8] = []

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
        if cursor.position < text.count { throw cursor.defect("there is something after the object") }
    }

    private mutating func walkObject(
        _ cursor: inout JSONCursor,
        _ scope: JSONScope,
        depth: Int,
        _ visit: (JSONScope, UnsafeRawBufferPointer, JSONKind, Range<Int>) throws(JSONDefect) -> Void
    ) throws(JSONDefect) {
        guard cursor.accept("{") else { throw cursor.defect("expected an object") }
        cursor.skipWhiteSpace()
        if cursor.accept("}") { return }
        while true {
            let key = try cursor.expectString()
            try cursor.expectColon()
            let content = UnsafeRawBufferPointer(rebasing: cursor.text[key.content])
            if cursor.byte == UInt8(ascii: "{"), let inner = JSONScope(member: content, within: scope) {
                try walkObject(&cursor, inner, depth: depth + 1, visit)
            } else {
                let value = try cursor.expectValue(depth: depth + 1)
                if key.hasEscapes {
                    var decoded: [UInt8] = []
                    swap(&decoded, &name)
                    do throws(JSONDefect) {
                        try JSONTextDecoding.unescape(content, into: &decoded)
                    } catch {
                        throw JSONDefect(reason: error.reason, offset: key.content.lowerBound + error.offset)
                    }
                    swap(&decoded, &name)
                    var failure: JSONDefect?
                    name.withUnsafeBytes { bytes in
                        do throws(JSONDefect) {
                            try visit(scope, bytes, value.kind, value.range)
                        } catch {
                            failure = error
                        }
                    }
                    if let failure { throw failure }
                } else {
                    try visit(scope, content, value.kind, value.range)
                }
            }
            cursor.skipWhiteSpace()
            if cursor.accept("}") { return }
            guard cursor.accept(",") else { throw cursor.defect("a comma or \"}\" is missing") }
            cursor.skipWhiteSpace()
        }
    }
}
