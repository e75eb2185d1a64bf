using Orleans;

namespace StandIns.Tests.Silos;

/// <summary>What the stand-in has in public, Microsoft Orleans has as well, with the same signatures; so what compiles against the one compiles against the other.</summary>
[Trait("Build", "StandIns")]
public sealed class PublicSurfaceTests
{
    private static readonly PublicSurface Ours = PublicSurface.Read(typeof(Grain).Assembly.Location);

    private static readonly PublicSurface Orleans =
        PublicSurface.Read(Path.Combine(AppContext.BaseDirectory, "reference", "Orleans.Core.Abstractions.dll"));

    private static readonly HashSet<string> Elsewhere = [.. ElsewhereInOrleans.Types.Values.SelectMany(types => types)];

    [Fact]
    public void Every_public_type_is_one_of_Orleans() =>
        Assert.Empty(Ours.Types.Keys.Except(Orleans.Types.Keys).Except(Elsewhere));

    [Fact]
    public void Every_public_member_is_in_Orleans_with_the_same_signature() => Assert.Empty(Missing(Ours, Orleans));

    [Fact]
    public void Types_that_are_said_to_be_elsewhere_exist_here_and_are_not_in_the_package()
    {
        Assert.Empty(Elsewhere.Except(Ours.Types.Keys));
        Assert.Empty(Elsewhere.Intersect(Orleans.Types.Keys));
        Assert.Equal(Elsewhere.Count, ElsewhereInOrleans.Types.Values.Sum(types => types.Length));
    }

    [Fact]
    public void A_member_that_one_side_lacks_is_found()
    {
        // The stand-in has only a part of what Orleans has, so that the comparison the other way round has much to say.
        var missing = Missing(Orleans, Ours).ToArray();
        Assert.Contains("Orleans.Runtime.SiloAddress: static get_Zero: Orleans.Runtime.SiloAddress `0()", missing);
        Assert.DoesNotContain(missing, one => one.StartsWith("Orleans.Runtime.SiloAddress: ToParsableString", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Missing(PublicSurface of, PublicSurface among) =>
        from type in of.Types
        where among.Types.ContainsKey(type.Key)
        let there = among.AllMembersOf(type.Key)
        from member in type.Value
        where !there.Contains(member)
        select $"{type.Key}: {member}";
}
