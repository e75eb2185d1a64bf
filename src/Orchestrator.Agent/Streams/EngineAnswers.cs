using Orchestrator.Containers;
using Orchestrator.Contracts;

namespace Orchestrator.Agent.Streams;

/// <summary>Turns what the engine says into the API's terms.</summary>
internal static class EngineAnswers
{
    /// <summary>400 with a sentence of ours where the container is not in a state for it, 404 where it is gone, 503 where the engine does not answer.</summary>
    /// <param name="failure">What the engine said.</param>
    /// <param name="container">The container's name in its pod.</param>
    /// <param name="stopped">What to say of a container that does not run.</param>
    public static ApiException Translate(EngineException failure, string container, string stopped) => failure.Fault switch
    {
        EngineFault.Unavailable => Unavailable(failure.Message),
        EngineFault.NotFound => NoContainer(container),
        EngineFault.Conflict => ApiErrors.BadRequest(stopped),
        _ => ApiErrors.BadRequest(failure.Message),
    };

    /// <summary>503: the engine does not answer.</summary>
    public static ApiException Unavailable(string why) => ApiErrors.Of(503, "ServiceUnavailable", $"the container engine does not answer: {why}", null);

    /// <summary>404: the pod has no such container at the moment.</summary>
    public static ApiException NoContainer(string container) => ApiErrors.Of(404, "NotFound", $"container not found (\"{container}\")", null);
}
