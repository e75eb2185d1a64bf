using Orchestrator.Containers.Tests.Support;

namespace Orchestrator.Containers.Tests.Docker;

public sealed class TimeoutTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FakeEngine _fake = null!;

    public async Task InitializeAsync() => _fake = await FakeEngine.StartAsync();

    public async Task DisposeAsync() => await _fake.DisposeAsync();

    [Fact]
    public async Task Engine_that_hangs_is_unavailable_after_the_call_timeout()
    {
        Hang();
        using var engine = Engines.Create(_fake.Endpoint, time: _time);
        var call = engine.StartContainerAsync("a1", default);
        await _reached.Task;

        _time.Advance(TimeSpan.FromSeconds(119));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        var failure = await Engines.FailsAsync(EngineFault.Unavailable, () => call);
        Assert.Contains("120 seconds", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_may_take_its_grace_in_addition()
    {
        Hang();
        using var engine = Engines.Create(_fake.Endpoint, time: _time);
        var call = engine.StopContainerAsync("a1", TimeSpan.FromSeconds(59.5), default);
        await _reached.Task;

        _time.Advance(TimeSpan.FromSeconds(179));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        await Engines.FailsAsync(EngineFault.Unavailable, () => call);
        Assert.Contains("POST /v1.44/containers/a1/stop?t=60", _fake.Requests);
    }

    [Fact]
    public async Task Call_cancelled_by_its_caller_is_cancelled_and_no_fault()
    {
        Hang();
        using var engine = Engines.Create(_fake.Endpoint, time: _time);
        using var cancelled = new CancellationTokenSource();
        var call = engine.FindContainerAsync("a1", cancelled.Token);
        await _reached.Task;

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Engine_that_hangs_at_the_negotiation_is_unavailable_after_the_call_timeout()
    {
        using var listener = new System.Net.Sockets.Socket(
            System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        var socket = FakeEngine.NewSocket();
        listener.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(socket));
        listener.Listen();
        using var engine = Engines.Create($"unix://{socket}", time: _time);
        var first = engine.GetInfoAsync(default);
        var second = engine.GetInfoAsync(default);
        using var accepted = await listener.AcceptAsync();

        _time.Advance(TimeSpan.FromMinutes(2));

        await Engines.FailsAsync(EngineFault.Unavailable, () => first);
        await Engines.FailsAsync(EngineFault.Unavailable, () => second);
        File.Delete(socket);
    }

    private void Hang() => _fake.Answer = _ =>
    {
        _reached.TrySetResult();
        return _fake.HangAsync();
    };
}
