public import Recipients

extension Account {
    /// Compares two states, from the first to the second, and counts what differs.
    ///
    /// Fields are compared by their names, without regard to case. A field that only one of the states has counts as
    /// missing in the other.
    ///
    /// - Parameter first: The state to start from.
    /// - Parameter second: The state to arrive at.
    /// - Throws: `cancelled` if the user asks to stop.
    /// - Complexity: Where both are states of one group, the time is in what differs between them. Memory does not grow with
    ///   either.
    public func compare(_ first: RecipientSource, with second: RecipientSource) throws(Failure) -> StateComparison {
        let (left, right) = try reading(
            (try about(.firstState, ComparedState(first, self)), try about(.secondState, ComparedState(second, self))))
        let progress = counter(.comparing, of: max(left.count, right.count))
        var cancellation = CancellationCheck(isCancelled)
        return try StateComparison(left, right) { () throws(Failure) in
            try cancellation.count()
            progress?.count()
        }
    }
}
