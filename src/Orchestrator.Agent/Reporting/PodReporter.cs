using Microsoft.Extensions.Logging;
using Orchestrator.Contracts;
using Orchestrator.Planning.Retrying;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Agent.Reporting;

/// <summary>
/// Tells the control plane how one pod is: the newest report only, again until it is taken. A control plane that is away delays reports and never the pod itself.
/// </summary>
internal sealed partial class PodReporter(IControlPlane controlPlane, PodBinding pod, TimeProvider clock, ILogger log) : IDisposable
{
    private static readonly Backoff Retry = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5));

    private readonly SemaphoreSlim _work = new(0);
    private readonly Lock _lock = new();
    private PodReport? _next;
    private PodReport? _last;

    /// <summary>Completes when the control plane has taken the report that nothing of the pod is left.</summary>
    public TaskCompletionSource Finished { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether nothing is left to be taken.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                return _next is null;
            }
        }
    }

    /// <summary>Called when the control plane says that the pod is not bound here.</summary>
    public Action NotBoundHere { get; init; } = () => { };

    /// <inheritdoc/>
    public void Dispose() => _work.Dispose();

    /// <summary>Hands over a report; nothing happens where it says what the last one said.</summary>
    public void Publish(PodReport report)
    {
        lock (_lock)
        {
            if (_last is not null && ResourceJson.SameContent(_last, report))
            {
                return;
            }

            (_last, _next) = (report, report);
        }

        _work.Release();
    }

    /// <summary>Sends the newest report once more, though it was taken.</summary>
    public void Repeat()
    {
        lock (_lock)
        {
            if (_last is null || _next is not null)
            {
                return;
            }

            _next = _last;
        }

        _work.Release();
    }

    /// <summary>Sends until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!Finished.Task.IsCompleted)
        {
            await _work.WaitAsync(cancellationToken);
            for (var delay = Retry.First; !await TrySendAsync(); delay = Retry.Next(delay))
            {
                await Task.Delay(delay, clock, cancellationToken);
            }
        }
    }

    private async Task<bool> TrySendAsync()
    {
        PodReport? report;
        lock (_lock)
        {
            report = _next;
        }

        if (report is null)
        {
            return true;
        }

        try
        {
            var outcome = await controlPlane.ReportAsync(pod, report);
            Sent(report, outcome);
            return true;
        }
        catch (Exception e)
        {
            LogReportFailed(log, e, pod.Namespace, pod.Name);
            return false;
        }
    }

    private void Sent(PodReport report, ReportOutcome outcome)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_next, report))
            {
                _next = null;
            }
        }

        if (report.Removed)
        {
            Finished.TrySetResult();
        }
        else if (outcome == ReportOutcome.NotBoundHere)
        {
            NotBoundHere();
        }
    }
}
