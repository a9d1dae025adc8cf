/// A small piece of work that is measured by itself.
struct Benchmark {
    let name: String
    /// How much one run does, and of what.
    let amount: Int
    let unit: String
    /// Does the work and returns something that depends on it, so that it cannot be left out.
    let run: () throws -> Int

    /// The best of several runs: others disturb a run, nobody speeds it up.
    func measure(runs: Int) throws -> (best: Duration, result: Int) {
        let clock = ContinuousClock()
        var best: Duration?
        var result = 0
        for _ in 0..<runs {
            let begin = clock.now
            result = try run()
            let time = clock.now - begin
            best = best.map { min($0, time) } ?? time
        }
        return (best ?? .zero, result)
    }

    /// A line for people: nanoseconds for one of the unit.
    func line(runs: Int) throws -> String {
        let (best, result) = try measure(runs: runs)
        let picoseconds = best / Duration.nanoseconds(1) * 1000 / Double(max(amount, 1))
        let rounded = Double(Int(picoseconds)) / 1000
        return "\(name)\t\(rounded) ns a \(unit)\t(\(amount) of them; \(result))"
    }
}
