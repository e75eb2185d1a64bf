using System.Text.Json.Serialization;

namespace Docker.DotNet.Models;

/// <summary>What a container uses at one moment.</summary>
public class ContainerStatsResponse
{
    [JsonPropertyName("read")]
    public DateTime Read { get; set; }

    [JsonPropertyName("preread")]
    public DateTime PreRead { get; set; }

    [JsonPropertyName("pids_stats")]
    public PidsStats? PidsStats { get; set; }

    [JsonPropertyName("cpu_stats")]
    public CPUStats? CPUStats { get; set; }

    [JsonPropertyName("precpu_stats")]
    public CPUStats? PreCPUStats { get; set; }

    [JsonPropertyName("memory_stats")]
    public MemoryStats? MemoryStats { get; set; }

    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("id")]
    public string? ID { get; set; }

    [JsonPropertyName("networks")]
    public IDictionary<string, NetworkStats>? Networks { get; set; }
}
