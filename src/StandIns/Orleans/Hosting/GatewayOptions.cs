namespace Orleans.Configuration;

/// <summary>Settings of how a client finds gateways.</summary>
public class GatewayOptions
{
    /// <summary>How often the list of gateways is read again.</summary>
    public TimeSpan GatewayListRefreshPeriod { get; set; } = TimeSpan.FromMinutes(1);
}
