namespace Orchestrator.Benchmarks.Loss;

/// <summary>What runs replicas on several machines and notices when one is lost: ours, or a peer.</summary>
internal interface IMachinesUnderLoss
{
    /// <summary>Who it is, in one word.</summary>
    string Who { get; }

    /// <summary>Waits until so many replicas run, spread evenly over all machines, and nothing of those before them is left.</summary>
    Task SpreadAsync(int replicas, CancellationToken cancellationToken);

    /// <summary>Whether it holds the machine for lost.</summary>
    Task<bool> IsLostAsync(int machine, CancellationToken cancellationToken);

    /// <summary>Starts on a machine that has booted what does not start by itself.</summary>
    Task StartOnAsync(int machine);

    /// <summary>Waits until it counts on all machines again.</summary>
    Task WaitForAllAsync(CancellationToken cancellationToken);

    /// <summary>How many of its containers run on a machine, by the word of that machine's engine.</summary>
    Task<int> RunningAsync(int machine, CancellationToken cancellationToken);
}
