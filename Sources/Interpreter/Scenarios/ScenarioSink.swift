/// Keeps as text what the statements of a scenario print, for the case that it fails.
public protocol ScenarioSink: ResultSink {
    /// Hands over what was kept so far, and forgets it.
    func takeText() -> String
}
