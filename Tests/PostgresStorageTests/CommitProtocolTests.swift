import Testing

/// The commit protocol as a model, tried in every order of events: three writers, statements that arrive late, answers
/// that are lost, leases that run out, connections that are made again.
///
/// The model is what `Statements` and `PostgresSession` do, with everything else left out: an account has an epoch,
/// whose lease may be free, and one document with a version, which holds the name of the write that it is of.
@Suite struct CommitProtocolTests {
    @Test func noWriteIsLostDoubledOrMisreported() {
        let found = ModelChecker(fencesReconnection: true).run()
        #expect(found.violations == [])
        #expect(found.states > 10_000, "\(found.states)")
        #expect(found.outcomes == ["made", "not made", "overtaken", "unknown"])
    }

    /// What the higher epoch after a lost connection is for: without it, a commit that is still on its way is taken for
    /// one that was not made, and is made anyway.
    @Test func theModelNoticesWhatTheEpochIsFor() {
        let found = ModelChecker(fencesReconnection: false).run()
        #expect(found.violations.contains("a write was made after it was said not to be"))
    }
}

/// Visits every state that can be reached.
private struct ModelChecker {
    /// Whether a writer that comes back on a new connection raises its epoch before it looks.
    let fencesReconnection: Bool

    struct Found {
        var states = 0
        var violations: Set<String> = []
        /// What writers have been told.
        var outcomes: Set<String> = []
    }

    func run() -> Found {
        var found = Found()
        var seen: Set<Model> = [Model()]
        var waiting = [Model()]
        while let state = waiting.popLast() {
            found.states += 1
            for next in state.successors(fencesReconnection) where seen.insert(next).inserted {
                found.violations.formUnion(next.violations)
                found.outcomes.formUnion(next.writers.compactMap(\.told?.rawValue))
                waiting.append(next)
            }
        }
        return found
    }
}

/// A state of the model.
private struct Model: Hashable {
    enum Told: String { case made, notMade = "not made", overtaken, unknown }

    enum Step: Hashable { case idle, holding, sent, lost, done }

    struct Writer: Hashable {
        var step = Step.idle
        /// Of its turn.
        var epoch = 0
        /// The version of the document that it has read.
        var known = 0
        var told: Told?
    }

    /// A commit on its way to the server.
    struct Request: Hashable {
        let writer: Int
        let epoch: Int
        let known: Int
    }

    // The server.
    var epoch = 0
    /// Whose turn it is. It stays so when the lease has run out, until somebody else takes the lock.
    var token: Int?
    var hasRunOut = false
    var version = 0
    /// The writes that the document is made of, in order.
    var made: [Int] = []
    // The rest of the world.
    var writers = [Writer(), Writer(), Writer()]
    var underway: Set<Request> = []

    var violations: Set<String> {
        var violations: Set<String> = []
        if Set(made).count < made.count { violations.insert("a write was made twice") }
        for (number, writer) in writers.enumerated() {
            let isMade = made.contains(number)
            switch writer.told {
            case .made where !isMade: violations.insert("a write was said to be made and is not")
            case .notMade where isMade, .overtaken where isMade:
                violations.insert("a write was made after it was said not to be")
            default: break
            }
        }
        return violations
    }

    func successors(_ fencesReconnection: Bool) -> [Model] {
        var next = writers.indices.flatMap { steps(of: $0, fencesReconnection) }
        // The server gets a request; its answer arrives, or is lost.
        for request in underway {
            next += [true, false].map { arrives in
                var state = self
                state.underway.remove(request)
                state.execute(request, answerArrives: arrives)
                return state
            }
            // Or the request itself is lost.
            var state = self
            state.underway.remove(request)
            state.lose(request.writer)
            next.append(state)
        }
        // A lease runs out.
        if token != nil, !hasRunOut {
            var state = self
            state.hasRunOut = true
            next.append(state)
        }
        return next
    }

    private func steps(of number: Int, _ fencesReconnection: Bool) -> [Model] {
        var state = self
        switch writers[number].step {
        case .idle:
            guard token == nil || hasRunOut else { return [] }
            state.epoch += 1
            (state.token, state.hasRunOut) = (number, false)
            state.writers[number] = Writer(step: .holding, epoch: state.epoch, known: version)
            return [state]
        case .holding:
            let writer = writers[number]
            state.underway.insert(Request(writer: number, epoch: writer.epoch, known: writer.known))
            state.writers[number].step = .sent
            // It may give up waiting while the request is still on its way.
            var impatient = state
            impatient.writers[number].step = .lost
            return [state, impatient]
        case .lost:
            // A new connection cannot be made, or it can.
            var alone = self
            alone.end(number, .unknown)
            state.reconnect(number, fencesReconnection)
            return [alone, state]
        case .sent, .done: return []
        }
    }

    private mutating func execute(_ request: Request, answerArrives: Bool) {
        let isDone = epoch == request.epoch && version == request.known
        if isDone {
            version += 1
            made.append(request.writer)
        }
        guard writers[request.writer].step == .sent else { return }
        guard answerArrives else { return lose(request.writer) }
        end(request.writer, isDone ? .made : .overtaken)
    }

    private mutating func lose(_ number: Int) {
        if writers[number].step == .sent { writers[number].step = .lost }
    }

    /// Looks the write up by its name, after ending the epoch that the lost request has.
    private mutating func reconnect(_ number: Int, _ fencesReconnection: Bool) {
        // Where somebody else has had the lock since, the epoch is higher already.
        if fencesReconnection, token == number { epoch += 1 }
        end(number, made.contains(number) ? .made : .notMade)
    }

    private mutating func end(_ number: Int, _ told: Told) {
        if token == number { (token, hasRunOut) = (nil, false) }
        writers[number].step = .done
        writers[number].told = told
    }
}
