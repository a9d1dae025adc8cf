/// What a page of Markdown holds that can be tried: its blocks of code, its headings and its links.
public struct MarkdownPage {
    /// A fenced block: the words after its fence, and its lines.
    public struct Block {
        /// The words after the fence: a language, and what the block is.
        public let words: [String]
        /// The lines of the page between the fences, counted from 0.
        public let range: Range<Int>

        /// The first word, empty if there is none.
        public var language: String { words.first ?? "" }
        /// The file that the block is said to be.
        public var fileName: String? { words.count > 1 ? words.dropFirst().joined(separator: " ") : nil }
    }

    /// A link to a file, an anchor or an address.
    public struct Link {
        /// What is in its parentheses.
        public let target: String
        /// The line of the page, counted from 1.
        public let line: Int
    }

    /// All lines; what is written again here does not show in the blocks.
    public var lines: [String]
    /// The fenced blocks, in their order.
    public private(set) var blocks: [Block] = []

    /// Reads the text of a page.
    public init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var opening: (line: Int, fence: Substring)?
        for (index, line) in lines.enumerated() {
            let fence = line.prefix { $0 == "`" }
            if let start = opening {
                guard line == start.fence else { continue }
                let words = lines[start.line].dropFirst(start.fence.count).split(separator: " ").map(String.init)
                blocks.append(Block(words: words, range: (start.line + 1)..<index))
                opening = nil
            } else if fence.count >= 3 {
                opening = (index, fence)
            }
        }
    }

    /// The lines between the fences of a block.
    public func lines(of block: Block) -> ArraySlice<String> { lines[block.range] }

    /// The lines outside of blocks of code, with their numbers counted from 1.
    private var prose: [(number: Int, text: String)] {
        var isCode = Array(repeating: false, count: lines.count)
        for block in blocks {
            for index in (block.range.lowerBound - 1)...block.range.upperBound { isCode[index] = true }
        }
        return lines.indices.filter { !isCode[$0] }.map { ($0 + 1, lines[$0]) }
    }

    /// The targets of `[text](target)`, but for those in `code`.
    public var links: [Link] {
        prose.flatMap { line in
            line.text.replacing(/`[^`]*`/, with: "").matches(of: /\]\(([^)\s]+)\)/)
                .map { Link(target: String($0.output.1), line: line.number) }
        }
    }

    /// The names by which links find the headings, as the hosts of repositories make them.
    public var anchors: Set<String> {
        var anchors: Set<String> = []
        for line in prose {
            guard let heading = line.text.wholeMatch(of: /#{1,6} (.*)/) else { continue }
            let words = heading.output.1.replacing(/\]\([^)]*\)/, with: "").lowercased()
            let anchor = String(
                words.filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) }.map { $0 == " " ? "-" : $0 })
            var name = anchor
            var count = 0
            while !anchors.insert(name).inserted {
                count += 1
                name = "\(anchor)-\(count)"
            }
        }
        return anchors
    }
}
