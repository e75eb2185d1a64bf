using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace StandIns.Tests.Silos;

public sealed class FilterTests(FilterTests.WithFilters fixture) : IClassFixture<FilterTests.WithFilters>
{
    private ITurnGrain NewGrain() => fixture.Grains.GetGrain<ITurnGrain>($"filters/{Guid.NewGuid():N}");

    [Fact]
    public async Task An_incoming_filter_sees_the_call_and_can_replace_its_result()
    {
        var grain = NewGrain();
        Assert.Equal(1001, await grain.Increment());
        var filter = fixture.Silo.Services.GetRequiredService<RecordingFilter>();
        Assert.Contains($"in Increment {grain.GetPrimaryKeyString()} TurnGrain 1", filter.Calls);
    }

    [Fact]
    public async Task What_an_outgoing_filter_puts_into_the_context_travels_with_the_call() =>
        Assert.Equal("set by a filter", await NewGrain().ContextValueOfOther("stamp", $"filters/{Guid.NewGuid():N}"));

    [Fact]
    public async Task An_exception_passes_the_filters() => await Assert.ThrowsAsync<RefusedException>(() => NewGrain().Refuse("x", 1));

    [Fact]
    public async Task The_context_travels_with_calls_and_never_back()
    {
        RequestContext.Set("user", "alice");
        Assert.Equal("alice", await NewGrain().ContextValue("user"));
        Assert.Equal("alice", await NewGrain().ContextValueOfOther("user", $"filters/{Guid.NewGuid():N}"));
        Assert.Equal("alice", RequestContext.Get("user"));
        Assert.True(RequestContext.Remove("user"));
        Assert.Null(await NewGrain().ContextValue("user"));
    }

    public sealed class WithFilters : SiloFixture
    {
        protected override TestSiloSettings Settings => new()
        {
            Configure = silo =>
            {
                var filter = new RecordingFilter();
                silo.Services.AddSingleton(filter);
                silo.AddIncomingGrainCallFilter(filter);
                silo.AddOutgoingGrainCallFilter(filter);
            },
        };
    }
}
