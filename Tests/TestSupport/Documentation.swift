import Foundation

/// The pages that people read.
public enum Documentation {
    /// Every page, by its path from the repository's root.
    public static let pages: [String] = {
        let folder = Repository.file("docs")
        let inDocs = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        let top = (try? FileManager.default.contentsOfDirectory(atPath: Repository.root.path)) ?? []
        let pages = top + inDocs.filter { !$0.hasPrefix("templates/") }.map { "docs/\($0)" }
        return pages.filter { $0.hasSuffix(".md") }.sorted()
    }()

    /// A page, by its path.
    public static func read(_ path: String) throws -> MarkdownPage {
        MarkdownPage(try Repository.text(path))
    }

    /// Replaces a page.
    public static func write(_ page: MarkdownPage, to path: String) throws {
        try page.lines.joined(separator: "\n")
            .write(to: Repository.file(path), atomically: true, encoding: .utf8)
    }
}
