import Recipients

/// What a table leaves out or shortens to fit into a window.
struct TableConcessions {
    var times: TimeForm
    /// Whether to omit columns without values.
    var dropsEmpty = false
    /// Whether to state values that all rows have in common once, above the table.
    var saysSingle = false
    /// Whether to omit the boolean that marks backups of deleted groups. In rows of deleted groups, `deleted` is an
    /// instant and stays.
    var dropsDeleted = false
    /// Whether to omit columns of lists, records and rows.
    var dropsLists = false
    /// The names of further columns to omit.
    var names: Set<String> = []
    /// The width to which texts may be shortened, in columns; nil to keep them whole.
    var leastText: Int?
    /// Whether headings may be shortened.
    var cutsHeadings = false

    /// What to omit, step by step, where shortened texts would say too little: never the own fields of recipients, but
    /// what the account says about its groups, backups and changes.
    private static let details: [Set<String>] = [
        ["bytes"], ["active", "inactive", "unsubscribed"], ["note"], ["recipients"], ["file"], ["undone"],
    ]

    func leavesOut(_ column: TableColumn) -> Bool {
        names.contains(column.name) || dropsLists && column.kind == .list
            || dropsDeleted && column.name == "deleted" && column.isSwitch
    }

    /// The steps: each gives up something more than the one before. Addresses, ids and times of day are never given up.
    ///
    /// - Parameters:
    ///   - isSingle: Whether there is only one row, which is better shown as a record than incomplete.
    ///   - keepsColumns: Whether no column may be omitted.
    ///   - display: How instants are shown.
    static func inOrder(isSingle: Bool, keepsColumns: Bool, _ display: TimeDisplay) -> [TableConcessions] {
        var given = TableConcessions(times: display.form)
        var order: [TableConcessions] = []
        func give(_ change: (inout TableConcessions) -> Void) {
            change(&given)
            order.append(given)
        }
        // The distance from now is given up first.
        if display.now != nil { order.append(TableConcessions(times: .words)) }
        order.append(given)
        if !keepsColumns {
            give { $0.dropsEmpty = true }
            if !isSingle {
                give { $0.saysSingle = true }
                give { $0.names.insert("expires") }
                give { $0.dropsDeleted = true }
            }
        }
        if isSingle { return order }
        give { $0.leastText = 16 }
        give { $0.times = .minutes }
        give { $0.cutsHeadings = true }
        if !keepsColumns {
            give { $0.dropsLists = true }
            give { $0.leastText = 12 }
            for names in details { give { $0.names.formUnion(names) } }
        }
        give { $0.leastText = 8 }
        return order
    }
}
