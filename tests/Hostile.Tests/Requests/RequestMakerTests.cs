namespace Orchestrator.Hostile.Tests.Requests;

/// <summary>A failure that names a seed and a number can be looked at again.</summary>
public sealed class RequestMakerTests
{
    private const int Requests = 3000;

    [Fact]
    public void Same_seed_and_number_make_the_same_request()
    {
        var seed = Random.Shared.Next();
        var (one, other) = (new RequestMaker(seed), new RequestMaker(seed));
        for (var number = 0; number < Requests; number++)
        {
            Assert.Equal(one.Make(number).ToString(), other.Make(number).ToString());
        }
    }

    [Fact]
    public void What_makes_others_is_only_tried()
    {
        var maker = new RequestMaker(1);

        Assert.DoesNotContain(
            Enumerable.Range(0, Requests).Select(maker.Make),
            request => request.Method is not ("GET" or "HEAD") && request.Target.Contains("/deployments/", StringComparison.Ordinal) && !request.Target.EndsWith("dryRun=All", StringComparison.Ordinal));
    }
}
