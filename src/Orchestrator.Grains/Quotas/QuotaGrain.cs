using Microsoft.Extensions.Logging;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Quotas;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Grains.Resources;
using Orchestrator.Planning.Retrying;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Serialization;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Grains.Quotas;

/// <summary>
/// Has the status of ResourceQuotas follow their accounts. Whether there is room the database decides with each write; this only tells people, so it may be late
/// and may be interrupted.
/// </summary>
public sealed partial class QuotaGrain(GrainServices services) : Grain, IQuotaGrain, IRemindable
{
    private const string Reminder = "quotas";
    private const int AccountsMax = 100;
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);
    private static readonly Backoff Retry = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));

    private readonly ILogger _log = services.Logs.CreateLogger<QuotaGrain>();
    private IGrainTimer? _timer;
    private int _failures;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _timer = this.RegisterGrainTimer(
            LookAsync, new GrainTimerCreationOptions { DueTime = Period, Period = Timeout.InfiniteTimeSpan, Interleave = false, KeepAlive = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Start() => this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod);

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task LookAgain()
    {
        LookIn(Soon);
        return Task.CompletedTask;
    }

    private void LookIn(TimeSpan delay) => _timer?.Change(delay, Timeout.InfiniteTimeSpan);

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var account in await services.Quotas.ListUntoldAsync(AccountsMax, cancellationToken))
            {
                await TellAsync(account, cancellationToken);
            }

            _failures = 0;
            LookIn(Period);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(_log, e);
            _failures++;
            LookIn(Retry.AfterFailures(_failures));
        }
    }

    private async Task TellAsync(QuotaAccount account, CancellationToken cancellationToken)
    {
        var stored = await services.Reader.FindAsync(new ResourceKey("", "ResourceQuota", account.Namespace, account.Name), cancellationToken);
        if (stored is null || stored.Uid != account.Uid)
        {
            return;
        }

        var quota = ResourceJson.Deserialize<ResourceQuota>(stored.Document.Span);
        var told = quota with { Status = quota.Status with { Hard = account.Hard, Used = account.Used } };
        try
        {
            await services.Passive.PutAsync(ResourceJson.SerializeToUtf8(told), stored.Revision, cancellationToken);
            await services.Quotas.ToldAsync(account, cancellationToken);
        }
        catch (RevisionConflictException)
        {
            // Somebody has written it meanwhile; the next look starts from that.
        }
    }
}
