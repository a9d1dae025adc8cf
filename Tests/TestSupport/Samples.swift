import Foundation

/// The samples of the repository.
public enum Samples {
    /// The scripts of `Examples`, from the top folder on.
    public static let examples: [String] = {
        let folder = Repository.file("Examples")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".cbs") }.sorted().map { "Examples/\($0)" }
    }()

    /// The texts in quotes, on one line, of the tests of languages.
    public static func stringsOfTests() throws -> [String] {
        var strings: [String] = []
        for folder in ["CommandLanguageTests", "InterpreterTests"] {
            let folder = Repository.file("Tests/\(folder)")
            let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? []
            for case let file as URL in files where file.pathExtension == "swift" {
                let code = try String(contentsOf: file, encoding: .utf8)
                for match in code.matches(of: /"((?:[^"\\\n]|\\.)+)"/) {
                    let escaped = String(match.output.1)
                    strings.append(
                        escaped.replacing("\\n", with: "\n").replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
                    )
                }
            }
        }
        return strings
    }
}
