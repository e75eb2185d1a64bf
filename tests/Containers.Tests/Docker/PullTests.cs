using System.Threading.Channels;
using Orchestrator.Containers.Tests.Support;

namespace Orchestrator.Containers.Tests.Docker;

public sealed class PullTests : IAsyncLifetime
{
    private const string Image = """{"Id":"sha256:1","RepoDigests":["b@sha256:2"],"Config":{"User":"7"},"Size":5}""";

    private readonly ManualTime _time = new();
    private FakeEngine _fake = null!;

    public async Task InitializeAsync() => _fake = await FakeEngine.StartAsync();

    public async Task DisposeAsync() => await _fake.DisposeAsync();

    [Theory]
    [InlineData("b", "fromImage=b&tag=latest")]
    [InlineData("b:1", "fromImage=b&tag=1")]
    [InlineData("host:5000/a/b", "fromImage=host%3A5000%2Fa%2Fb&tag=latest")]
    [InlineData("host:5000/a/b:2", "fromImage=host%3A5000%2Fa%2Fb&tag=2")]
    [InlineData("b@sha256:ab", "fromImage=b&tag=sha256%3Aab")]
    [InlineData("b:1@sha256:ab", "fromImage=b&tag=sha256%3Aab")]
    public async Task Pull_asks_for_one_image(string reference, string query)
    {
        _fake.Answer = context => FakeEngine.Json(context, context.Request.Method == "POST" ? """{"status":"Downloaded"}""" : Image);
        using var engine = Engines.Create(_fake.Endpoint);

        var image = await engine.PullImageAsync(reference, null, null, default);

        Assert.Equal(("sha256:1", "b@sha256:2", "7", 5L), (image.Id, Assert.Single(image.Digests), image.User, image.SizeBytes));
        Assert.Contains($"POST /v1.44/images/create?{query}", _fake.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("../containers/x")]
    [InlineData("a?tag=2")]
    public async Task Reference_that_is_none_is_invalid_and_never_sent(string reference)
    {
        using var engine = Engines.Create(_fake.Endpoint);

        await Engines.FailsAsync(EngineFault.Invalid, () => engine.PullImageAsync(reference, null, null, default));
        await Engines.FailsAsync(EngineFault.Invalid, () => engine.FindImageAsync(reference, default));

        Assert.Empty(_fake.Requests);
    }

    [Fact]
    public async Task Pull_that_fails_in_its_stream_says_why()
    {
        _fake.Answer = async context =>
        {
            await FakeEngine.LineAsync(context, """{"status":"Pulling fs layer","progressDetail":{},"id":"1"}""");
            await FakeEngine.LineAsync(context, """{"errorDetail":{"message":"unauthorized: no"},"error":"unauthorized: no"}""");
        };
        using var engine = Engines.Create(_fake.Endpoint);

        Assert.Equal("unauthorized: no", (await Engines.FailsAsync(EngineFault.Unauthorized, () => engine.PullImageAsync("b:1", null, null, default))).Message);
    }

    [Fact]
    public async Task Pull_that_makes_progress_is_not_given_up_and_one_that_stalls_is()
    {
        var lines = Channel.CreateUnbounded<string>();
        var written = Channel.CreateUnbounded<bool>();
        _fake.Answer = async context =>
        {
            await foreach (var line in lines.Reader.ReadAllAsync(_fake.Stopping))
            {
                await FakeEngine.LineAsync(context, line);
                written.Writer.TryWrite(true);
            }
        };
        var timers = new CountingTime(_time);
        using var engine = Engines.Create(_fake.Endpoint, time: timers);
        var pull = engine.PullImageAsync("b:1", null, null, default);
        for (var item = 1; item <= 4; item++)
        {
            var before = timers.Changes;
            lines.Writer.TryWrite($$"""{"status":"Downloading","progressDetail":{"current":{{item}},"total":9},"id":"1"}""");
            await written.Reader.ReadAsync();
            await timers.ChangedSinceAsync(before);
            Assert.False(pull.IsCompleted);
            _time.Advance(TimeSpan.FromMinutes(4));
        }

        Assert.False(pull.IsCompleted);
        _time.Advance(TimeSpan.FromMinutes(1));

        var failure = await Engines.FailsAsync(EngineFault.PullStalled, () => pull);
        Assert.Contains("no progress for 300 seconds", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_cancelled_by_its_caller_is_cancelled()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _fake.Answer = _ =>
        {
            reached.TrySetResult();
            return _fake.HangAsync();
        };
        using var engine = Engines.Create(_fake.Endpoint);
        using var cancelled = new CancellationTokenSource();
        var pull = engine.PullImageAsync("b:1", null, null, cancelled.Token);
        await reached.Task;

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pull);
    }

    /// <summary>Tells when a timer was set anew, which is how progress is seen from outside.</summary>
    private sealed class CountingTime(TimeProvider inner) : TimeProvider
    {
        private int _changes;

        public int Changes => Volatile.Read(ref _changes);

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override long GetTimestamp() => inner.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new CountingTimer(this, inner.CreateTimer(callback, state, dueTime, period));

        public async Task ChangedSinceAsync(int before)
        {
            using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (Changes == before)
            {
                await Task.Delay(5, bound.Token);
            }
        }

        private sealed class CountingTimer(CountingTime owner, ITimer timer) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                var changed = timer.Change(dueTime, period);
                Interlocked.Increment(ref owner._changes);
                return changed;
            }

            public void Dispose() => timer.Dispose();

            public ValueTask DisposeAsync() => timer.DisposeAsync();
        }
    }
}
