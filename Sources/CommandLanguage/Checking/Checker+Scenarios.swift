/// A scenario that has been met, with what the checker knew of its place.
struct LaterScenario {
    let title: Argument
    let body: Block
    let source: Source
    let includes: [String]
    let inclusion: Checker.Inclusion?
    /// How many problems, warnings and declarations there were before it.
    let before: Checker.FindingCounts
}

// Scenarios run after all other statements, those of included scripts too, each with the variables as these leave them.
extension Checker {
    /// How much has been found.
    struct FindingCounts {
        var problems = 0
        var warnings = 0
        var declarations = 0
    }

    /// Puts a scenario off. One where none may be is checked in its place.
    mutating func checkScenario(_ title: Argument, _ body: Block, at range: SourceRange) {
        guard isInScenario || blockDepth > 0 else {
            let before = FindingCounts(
                problems: problems.shown.count, warnings: warnings.shown.count, declarations: declarations.count)
            laterScenarios.append(
                LaterScenario(
                    title: title, body: body, source: source, includes: includes, inclusion: inclusion, before: before))
            return
        }
        report(isInScenario ? .scenarioInScenario : .scenarioInBlock, at: range)
        checkBody(title, body)
    }

    /// Checks the scenarios that were put off. What is found in them has its place among what was found before.
    mutating func checkScenarios() {
        guard !laterScenarios.isEmpty else { return }
        var rest = (problems: problems, warnings: warnings, declarations: declarations[...])
        (problems, warnings, declarations) = (ProblemList(), ProblemList(), [])
        var taken = FindingCounts()
        let outer = (source, includes, inclusion)
        for scenario in laterScenarios {
            problems.append(rest.problems.takeFirst(scenario.before.problems - taken.problems))
            warnings.append(rest.warnings.takeFirst(scenario.before.warnings - taken.warnings))
            declarations += rest.declarations.prefix(scenario.before.declarations - taken.declarations)
            rest.declarations = rest.declarations.dropFirst(scenario.before.declarations - taken.declarations)
            taken = scenario.before
            (source, includes, inclusion) = (scenario.source, scenario.includes, scenario.inclusion)
            let isOpen = scope.isOpen
            checkBody(scenario.title, scenario.body)
            scope.isOpen = isOpen
        }
        laterScenarios = []
        (source, includes, inclusion) = outer
        problems.append(rest.problems)
        warnings.append(rest.warnings)
        declarations += rest.declarations
    }

    private mutating func checkBody(_ title: Argument, _ body: Block) {
        checkText(title, .part(.title))
        let outer = isInScenario
        isInScenario = true
        checkInside(body, isUndone: true) { _ in }
        isInScenario = outer
    }
}
