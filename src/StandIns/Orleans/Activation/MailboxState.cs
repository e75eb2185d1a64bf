namespace Orleans.Runtime;

/// <summary>What a mailbox does with requests.</summary>
internal enum MailboxState
{
    /// <summary>They wait.</summary>
    Closed,

    /// <summary>They start when they may.</summary>
    Open,

    /// <summary>They are not taken.</summary>
    Ended,
}
