/// Takes what stands in an XML text, in order. Names are without their prefixes.
protocol XMLHandler: AnyObject {
    func start(_ name: XMLName, _ attributes: XMLAttributes)
    func end(_ name: XMLName)
    func characters(_ text: UnsafeRawBufferPointer)
    /// What the handler found wrong; it ends the reading.
    var problem: SpreadsheetProblem? { get }
}
