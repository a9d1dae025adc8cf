internal import CommandLanguage
internal import Recipients

/// What `expect output` printed in all scenarios of a run, to be written into the here-documents.
public struct OutputUpdates {
    /// A here-document: its file, and the place of its `<<X` there.
    private struct Place: Hashable {
        let file: String
        let mark: SourceRange
    }

    private let resolve: (String) -> String
    private var sources: [String: Source] = [:]
    private var printed: [Place: Set<String>] = [:]

    /// Nothing printed yet.
    ///
    /// - Parameter resolve: Gives all paths of a file the same text: `lib.cbs` and `sub/../lib.cbs`.
    public init(resolvingBy resolve: @escaping (String) -> String) {
        self.resolve = resolve
    }

    /// Nil if the source is not a file.
    private func place(of output: PrintedOutput) -> Place? {
        output.source.name.map { Place(file: resolve($0), mark: output.heredoc) }
    }

    /// Adds what a scenario printed.
    public mutating func add(_ entry: ReportEntry) {
        guard case .outcome(let outcome) = entry else { return }
        for output in outcome.outputs.setUp + outcome.outputs.body {
            guard let place = place(of: output) else { continue }
            printed[place, default: []].insert(output.printed)
            if sources[place.file] == nil { sources[place.file] = output.source }
        }
    }

    /// The entry of a scenario now that all have been added: it has failed if it printed something else than a
    /// here-document that stays as it is.
    public func final(_ entry: ReportEntry) -> ReportEntry {
        guard case .outcome(let outcome) = entry, outcome.hasPassed else { return entry }
        for (outputs, isInSetUp) in [(outcome.outputs.setUp, true), (outcome.outputs.body, false)] {
            for output in outputs {
                guard let difference = output.difference, let problem = problem(with: output, difference) else {
                    continue
                }
                let diagnostic = Diagnostic(problem.failure, in: output.source, at: output.heredoc)
                return .outcome(
                    ScenarioOutcome(
                        outcome.scenario, .failed(ScenarioOutcome.Failing(diagnostic, isInSetUp: isInSetUp)),
                        duration: outcome.duration))
            }
        }
        return entry
    }

    /// Why what was printed cannot be written into its here-document; nil if it can.
    private func problem(with output: PrintedOutput, _ difference: OutputDifference) -> ExpectationProblem? {
        guard let place = place(of: output) else { return .otherOutput(difference) }
        if let texts = printed[place], texts.count > 1 { return .outputVaries }
        let canHold = HeredocReplacement.canHold(output.printed, at: output.heredoc, of: output.source)
        return canHold ? nil : .outputEndsHeredoc(mark: output.source.text(output.heredoc))
    }

    /// The scripts that change, by their names resolved, with their new texts.
    public var scripts: [(name: String, text: [UInt8])] {
        let printed = Dictionary(grouping: printed.filter { $0.value.count == 1 }, by: \.key.file)
        return sources.sorted { $0.key < $1.key }.compactMap { name, source in
            var texts: [SourceRange: String] = [:]
            for (place, printed) in printed[name] ?? [] { texts[place.mark] = printed.first }
            let text = HeredocReplacement.text(of: source, replacing: texts)
            return text == source.bytes ? nil : (name, text)
        }
    }
}
