namespace Orleans.Configuration;

/// <summary>Which cluster and service this is.</summary>
public class ClusterOptions
{
    /// <summary>The cluster: the silos that know one another.</summary>
    public string ClusterId { get; set; } = "default";

    /// <summary>The service: what states and reminders belong to. It outlives clusters.</summary>
    public string ServiceId { get; set; } = "default";
}
