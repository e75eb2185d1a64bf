namespace Orleans.Messaging;

/// <summary>Brings calls to the activations that they are for.</summary>
internal interface ICallRouter
{
    /// <summary>Brings a request to an activation of the grain, which is made if there is none.</summary>
    void Dispatch(GrainProxy target, Runtime.Request request);
}
