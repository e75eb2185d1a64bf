namespace Orchestrator.Benchmarks.Loss;

/// <summary>What runs replicas on several machines and notices when one is lost: ours, or a peer.</summary>
internal interface IMachinesUnderLoss
{
    /// <summary>Who it is, in one word.</summary>
    string Who { get; }

    /// <summary>Waits until so many replicas run, spread over all machines as it sees fit, and none of those before them.</summary>
    Task SpreadAsync(int replicas, CancellationToken cancellationToken);

    /// <summary>Whether it holds the machine for lost.</summary>
    Task<bool> IsLostAsync(int machine, CancellationToken cancellationToken);

    /// <summary>Starts what has ended and does not start by itself, as the service manager of a machine does.</summary>
    Task EnsureRunningAsync();

    /// <summary>Waits until it counts on all machines again.</summary>
    Task WaitForAllAsync(CancellationToken cancellationToken);

    /// <summary>How many of its containers run on a machine, by the word of that machine's engine.</summary>
    Task<int> RunningAsync(int machine, CancellationToken cancellationToken);
}
