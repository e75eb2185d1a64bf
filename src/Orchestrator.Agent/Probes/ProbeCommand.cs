using System.Collections.Immutable;

namespace Orchestrator.Agent.Probes;

/// <summary>Runs a probe's command in the container.</summary>
/// <param name="command">The program and its arguments.</param>
/// <param name="running">
/// To be called once the engine has accepted the command. A command that has not ended in time after this has failed; one that the engine never accepted says
/// nothing about the container.
/// </param>
/// <param name="cancellationToken">Cancelled when the command's time is up. It has to be ended then, and the call with it, by <see cref="OperationCanceledException"/>.</param>
/// <returns>How the command ended. Whatever else is thrown means that it could not be run.</returns>
public delegate Task<ProbeCommandResult> ProbeCommand(ImmutableArray<string> command, Action running, CancellationToken cancellationToken);
