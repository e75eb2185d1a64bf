namespace Docker.DotNet.Models;

/// <summary>A container on a network.</summary>
public class EndpointSettings
{
    public EndpointIPAMConfig? IPAMConfig { get; set; }

    public IList<string>? Aliases { get; set; }

    public string? NetworkID { get; set; }

    public string? EndpointID { get; set; }

    public string? Gateway { get; set; }

    public string? IPAddress { get; set; }

    public long IPPrefixLen { get; set; }

    public string? MacAddress { get; set; }
}
