using Orleans.Configuration;
using Orleans.Hosting;

namespace StandIns.Tests.Silos;

public sealed class TimeoutTests(TimeoutTests.ShortTimeout fixture) : IClassFixture<TimeoutTests.ShortTimeout>
{
    [Fact]
    public async Task A_call_without_an_answer_ends_with_a_timeout()
    {
        var grain = fixture.Grains.GetGrain<ITurnGrain>($"timeouts/{Guid.NewGuid():N}");
        await Assert.ThrowsAsync<TimeoutException>(() => Eventually.InTimeAsync(grain.Hang()));
    }

    public sealed class ShortTimeout : SiloFixture
    {
        protected override TestSiloSettings Settings => new()
        {
            Configure = silo => silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(1)),
        };
    }
}
