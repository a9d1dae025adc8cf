extension DelimitedReader {
    /// Reads until there is a complete record, or the end; `nextBatch` without its memory for failures.
    mutating func readBatch() throws -> RecordBatch? {
        while true {
            try memory.text.fill(from: &stream)
            let firstLine = line
            let end = memory.scan(with: scanner, isFinal: isFinal)
            line += end.lines
            if let problem = end.problem {
                failure = DelimitedTextError(problem.problem, line: firstLine + problem.line)
            }
            if memory.index.recordCount > 0 { return takeBatch(upTo: end.consumed, firstLine: firstLine) }
            if let failure { throw failure }
            if isFinal { return nil }
            memory = memory(from: end.consumed)
            try expectMoreText(openQuoteLine: end.openQuoteLine.map { firstLine + $0 })
        }
    }

    /// Whether the text that has been read is the last, and complete.
    private var isFinal: Bool {
        if case .finished? = stream.end { true } else { false }
    }

    private mutating func takeBatch(upTo position: Int, firstLine: Int) -> RecordBatch {
        let next = memory(from: position)
        memory.unescape()
        pool.keep(memory)
        let batch = RecordBatch(memory, firstLine: firstLine)
        memory = next
        return batch
    }

    /// Memory for the next batch: with the text from `position` on, and room for as much again, or a batch. That is a
    /// little more than the longest record needs, so there is too much in it before it is full.
    private mutating func memory(from position: Int) -> BatchMemory {
        let left = memory.text.count - position
        let room = min(max(options.batchLimit, 2 * left), options.recordLimit)
        let next = pool.memory(capacity: stream.end == nil ? room + 2 * TextStream.minimumRead : left)
        next.text.append(UnsafeRawBufferPointer(rebasing: memory.text.text[position...]))
        return next
    }

    /// Throws if the record that the text begins with, which is not complete, cannot become so.
    private func expectMoreText(openQuoteLine: Int?) throws {
        if case .failed(let problem)? = stream.end {
            throw DelimitedTextError(problem, line: line + Byte.lineEnds(in: memory.text.text))
        }
        if memory.text.count > options.recordLimit {
            if let openQuoteLine { throw DelimitedTextError(.unclosedQuote, line: openQuoteLine) }
            throw DelimitedTextError(.recordTooLong, line: line)
        }
    }
}
