using System.Collections.Immutable;
using System.Globalization;

namespace Orchestrator.Agent.Probes.Probers;

/// <summary>Runs a command in the container.</summary>
/// <param name="command">The program and its arguments.</param>
/// <param name="run">Runs it.</param>
/// <param name="timeout">How long it may take, for the message.</param>
internal sealed class ExecProber(ImmutableArray<string> command, ProbeCommand run, TimeSpan timeout) : IProber
{
    private const int OutputCharactersMax = 10 * 1024;

    private string Seconds => string.Create(CultureInfo.InvariantCulture, $"{timeout.TotalSeconds}s");

    /// <inheritdoc/>
    public async Task<ProbeAnswer> AskAsync(CancellationToken cancellationToken)
    {
        var running = false;
        try
        {
            var result = await run(command, () => Volatile.Write(ref running, true), cancellationToken);
            return result.ExitCode == 0 ? ProbeAnswer.Success : ProbeAnswer.Failure(Bounded(result));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Volatile.Read(ref running)
                ? ProbeAnswer.Failure($"command \"{string.Join(' ', command)}\" timed out after {Seconds}")
                : ProbeAnswer.Unknown($"the container engine did not start the command within {Seconds}");
        }
#pragma warning disable CA1031 // Whatever kept the command from running, nothing follows for the container, and the event says what it was.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return ProbeAnswer.Unknown(exception.Message);
        }
    }

    // A command that failed without a word still needs a reason that a person can follow.
    private static string Bounded(ProbeCommandResult result)
    {
        var output = result.Output.Length > OutputCharactersMax ? result.Output[..OutputCharactersMax] : result.Output;
        return output.Length > 0 ? output : string.Create(CultureInfo.InvariantCulture, $"command ended with exit code {result.ExitCode}");
    }
}
