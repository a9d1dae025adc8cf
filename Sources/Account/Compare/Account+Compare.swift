public import Recipients
internal import Snapshots

extension Account {
    /// Compares two states, from the first to the second, and counts what differs.
    ///
    /// Fields are compared by their names, without regard to case. A field that only one of the states has counts as
    /// missing in the other.
    ///
    /// - Parameter check: Called for every recipient that may differ; what it throws ends the comparison.
    /// - Complexity: Where both are states of one group, the time is in what differs between them. Memory does not grow with
    ///   either.
    public func compare(
        _ first: RecipientSource,
        with second: RecipientSource,
        check: () throws(Failure) -> Void = {}
    ) throws(Failure) -> Comparison {
        let (left, right) = try reading { () throws(Failure) in
            (try ComparedState(first, self), try ComparedState(second, self))
        }
        let progress = counter(.comparing, of: max(left.count, right.count))
        return try Comparison(left, right) { () throws(Failure) in
            progress?.count()
            try check()
        }
    }
}
