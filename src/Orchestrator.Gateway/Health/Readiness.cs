using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Orchestrator.Gateway.Health;

/// <summary>Runs the checks without which requests can't be served, side by side and each for so long at most.</summary>
internal sealed partial class Readiness(
    IEnumerable<IReadinessCheck> checks, Draining draining, IOptions<GatewayOptions> options, TimeProvider time, ILogger<Readiness> logger)
{
    public async Task<IReadOnlyList<CheckResult>> CheckAsync(CancellationToken cancellationToken)
    {
        // Who stops soon is to get no new requests while it still serves those it has.
        var results = new List<CheckResult> { new("ping", true), new("shutdown", !draining.HasBegun) };
        results.AddRange(await Task.WhenAll(checks.Select(check => RunAsync(check, cancellationToken))));
        return results;
    }

    private async Task<CheckResult> RunAsync(IReadinessCheck check, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(options.Value.ReadinessTimeout, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            var fault = await check.FaultAsync(end.Token).WaitAsync(end.Token);
            if (fault is not null)
            {
                LogFailed(null, check.Name, fault);
            }

            return new CheckResult(check.Name, fault is null);
        }
#pragma warning disable CA1031 // Whatever a check throws is what it has found; it goes to the log.
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(fault, check.Name, fault.GetType().Name);
            return new CheckResult(check.Name, false);
        }
    }
}
