using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime;

namespace StandIns.Tests.Silos;

public sealed class PlacementTests(PlacementTests.WithDirector fixture) : IClassFixture<PlacementTests.WithDirector>
{
    [Fact]
    public async Task A_pinned_grain_runs_on_the_silo_of_its_name() =>
        Assert.Equal("silo-a", await fixture.Grains.GetGrain<IPinnedGrain>("agents/silo-a").SiloName());

    [Fact]
    public async Task What_the_director_throws_reaches_the_caller()
    {
        var exception = await Assert.ThrowsAsync<RefusedException>(() => fixture.Grains.GetGrain<IPinnedGrain>("agents/silo-z").SiloName());
        Assert.Equal("silo-z", exception.Field);
    }

    [Fact]
    public void The_oracle_knows_this_silo_as_active()
    {
        var oracle = fixture.Silo.Services.GetRequiredService<ISiloStatusOracle>();
        var details = fixture.Silo.Services.GetRequiredService<ILocalSiloDetails>();
        Assert.Equal(SiloStatus.Active, oracle.GetApproximateSiloStatuses(onlyActive: true)[details.SiloAddress]);
        Assert.True(oracle.TryGetSiloName(details.SiloAddress, out var name));
        Assert.Equal("silo-a", name);
    }

    public sealed class WithDirector : SiloFixture
    {
        protected override TestSiloSettings Settings => new()
        {
            Configure = silo => silo.AddPlacementDirector<PinnedPlacement, PinnedPlacementDirector>(),
        };
    }
}
