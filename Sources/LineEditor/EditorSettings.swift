import CLibEdit
internal import SystemCalls

/// The user's settings of libedit: `$EDITRC`, otherwise `~/.editrc`.
struct EditorSettings {
    let text: String

    /// - Parameter path: The file; if it is nil or there is none, there are no settings.
    init(path: String?) {
        text = path.flatMap(Self.read) ?? ""
    }

    private var lines: [String] {
        text.split(whereSeparator: \.isNewline).map(String.init).filter {
            !($0.drop { $0 == " " || $0 == "\t" }.first ?? "#").description.hasPrefix("#")
        }
    }

    /// The lines that choose between the keys of vi and emacs. They reset every binding, so they must come first.
    var choices: [String] { lines.filter { cbs_editor_chooses_keys($0) } }

    /// All other lines.
    var others: [String] { lines.filter { !cbs_editor_chooses_keys($0) } }

    private static func read(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard let bytes = try? SystemCalls.readAll(descriptor, limit: 1 << 20) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
