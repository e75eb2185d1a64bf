using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Grains.Resources;
using Orchestrator.Planning.Disruptions;
using Orchestrator.Planning.Retrying;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Grains.Disruptions;

/// <summary>
/// Keeps the status of budgets and grants evictions. Each grant is a write of the budget that insists on the revision it was reckoned from, so that two at a time,
/// here or in another activation, are never granted on the same count.
/// </summary>
public sealed partial class DisruptionGrain(GrainServices services, INamespaceChanges changes) : Grain, IDisruptionGrain, IRemindable
{
    private const string Reminder = "disruptions";

    /// <summary>So many times as long as a look took is rested after it: large namespaces that change all the time are not all that the database has to do.</summary>
    private const int RestFactor = 5;
    private static readonly ImmutableArray<string> Kinds = ["Pod", "ReplicaSet", "Deployment", "PodDisruptionBudget"];
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan IdlePeriod = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);
    private static readonly Backoff Retry = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));

    private readonly ILogger _log = services.Logs.CreateLogger<DisruptionGrain>();
    private IGrainTimer? _timer;
    private long _seen;
    private int _failures;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _timer = this.RegisterGrainTimer(
            LookAsync, new GrainTimerCreationOptions { DueTime = Period, Period = Timeout.InfiniteTimeSpan, Interleave = true, KeepAlive = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Start() => this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod);

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task LookAgain()
    {
        _timer?.Change(Soon, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task AllowEviction(string ns, string pod, bool dryRun)
    {
        if (!await StoredBudget.UnlessRacedAsync(() => AllowOnceAsync(ns, pod, dryRun)))
        {
            throw Refused("too many evictions at a time; try again");
        }
    }

    /// <inheritdoc/>
    public Task<bool> AllowDisplacement(ImmutableArray<PodBinding> pods) => new Displacements(services).TryTakeAsync(pods);

    private async Task<bool> AllowOnceAsync(string ns, string name, bool dryRun)
    {
        if (await GuardedPod.FindAsync(services, ns, name, _ => true) is not { } guarded)
        {
            return true;
        }

        if (guarded.Budgets is not [var (stored, status)])
        {
            throw ApiErrors.Of(
                500, "InternalError", "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.", null);
        }

        if (EvictionRules.GoesUnhealthy(guarded.Pod, stored.Budget, status))
        {
            return true;
        }

        if (EvictionRules.Violation(stored.Budget, status) is { } violation)
        {
            throw Refused(violation);
        }

        if (!dryRun)
        {
            await stored.WriteAsync(services.Passive, BudgetPlanner.Grant(status, name, Now));
        }

        return true;
    }

    private DateTimeOffset Now => services.Clock.GetUtcNow();

    private static ApiException Refused(string why) => ApiErrors.Of(
        429,
        "TooManyRequests",
        "Cannot evict pod as it would violate the pod's disruption budget.",
        new StatusDetails { Causes = [new StatusCause { Reason = "DisruptionBudget", Message = why }] });

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var begun = services.Clock.GetTimestamp();
        var delay = IdlePeriod;
        try
        {
            // Changes come first: what is read after that has them all, and a budget that comes between the two is in the next look's.
            var (upTo, changed) = await changes.SinceAsync(Kinds, _seen, cancellationToken);
            var budgets = await DisruptionSight.BudgetsAsync(services.Reader, null, cancellationToken);
            var isWhole = await KeepAsync(budgets, changed, cancellationToken);
            _seen = isWhole ? upTo : 0;
            if (!budgets.IsEmpty)
            {
                delay = TimeSpan.FromTicks(Math.Max(Period.Ticks, RestFactor * services.Clock.GetElapsedTime(begun).Ticks));
            }

            _failures = 0;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(_log, e);
            _failures++;
            _seen = 0;
            delay = Retry.AfterFailures(_failures);
        }

        _timer?.Change(delay, Timeout.InfiniteTimeSpan);
    }

    // Only namespaces in which something has changed are looked at, and those where a grant runs out. False where somebody else wrote a budget meanwhile.
    private async Task<bool> KeepAsync(ImmutableArray<StoredBudget> budgets, ImmutableArray<string> changed, CancellationToken cancellationToken)
    {
        var all = _seen == 0;
        var isWhole = true;
        foreach (var group in budgets.GroupBy(stored => stored.Budget.Metadata.Namespace, StringComparer.Ordinal))
        {
            if (all || changed.Contains(group.Key) || group.Any(stored => BudgetPlanner.NextEnd(stored.Budget.Status) <= Now))
            {
                var sight = await DisruptionSight.ReadAsync(services.Reader, group.Key, cancellationToken);
                foreach (var stored in group)
                {
                    isWhole &= await KeepAsync(stored, sight);
                }
            }
        }

        return isWhole;
    }

    private async Task<bool> KeepAsync(StoredBudget stored, DisruptionSight sight)
    {
        var status = BudgetPlanner.Plan(stored.Budget, sight.Of(stored.Budget), Now);
        if (ResourceJson.SameContent(status, stored.Budget.Status))
        {
            return true;
        }

        try
        {
            await stored.WriteAsync(services.Passive, status);
            return true;
        }
        catch (RevisionConflictException)
        {
            return false;
        }
    }
}
