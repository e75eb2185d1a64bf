namespace Orleans.Messaging;

/// <summary>Where a client finds the gateways of its cluster.</summary>
public interface IGatewayListProvider
{
    /// <summary>How old the list may be.</summary>
    TimeSpan MaxStaleness { get; }

    /// <summary>Whether the list can change.</summary>
    bool IsUpdatable { get; }

    /// <summary>Called once, before the first list.</summary>
    Task InitializeGatewayListProvider();

    /// <summary>The gateways that are alive: <c>gwy.tcp://ADDRESS:PORT/GENERATION</c> each.</summary>
    Task<IList<Uri>> GetGateways();
}
