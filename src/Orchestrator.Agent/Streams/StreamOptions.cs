using System.ComponentModel.DataAnnotations;

namespace Orchestrator.Agent.Streams;

/// <summary>How much people may read from pods and write to them at the same time: exec, attach, port-forward, copy, logs.</summary>
public sealed class StreamOptions
{
    /// <summary>Sessions (exec, attach, port-forward, copy) that one pod may have.</summary>
    [Range(1, 10_000)]
    public int SessionsPerPodMax { get; set; } = 100;

    /// <summary>Sessions that all pods of the node may have.</summary>
    [Range(1, 100_000)]
    public int SessionsPerNodeMax { get; set; } = 500;

    /// <summary>How many may read the logs of one pod at the same time.</summary>
    [Range(1, 10_000)]
    public int LogReadersPerPodMax { get; set; } = 100;

    /// <summary>How many may read the logs of the node's pods at the same time.</summary>
    [Range(1, 100_000)]
    public int LogReadersPerNodeMax { get; set; } = 500;

    /// <summary>Bytes of a session's output that are on their way and not used up yet.</summary>
    [Range(64 * 1024, 64 * 1024 * 1024)]
    public int OutputBytesMax { get; set; } = 256 * 1024;

    /// <summary>Bytes of a session's input that wait for the process to read them.</summary>
    [Range(64 * 1024, 64 * 1024 * 1024)]
    public int InputBytesMax { get; set; } = 256 * 1024;

    /// <summary>After how long without anybody who reads a session ends.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan IdleMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long opening a session may take. Callers wait for half a minute, and what opens later has nobody.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan OpenTimeout { get; set; } = TimeSpan.FromSeconds(20);
}
