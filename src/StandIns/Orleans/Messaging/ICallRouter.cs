using Orleans.Runtime;

namespace Orleans.Messaging;

/// <summary>Brings calls to the activations that they are for.</summary>
internal interface ICallRouter
{
    /// <summary>Whether a call to that grain would run in this process, as far as can be told at once.</summary>
    bool IsHere(GrainId grain);

    /// <summary>Brings a call to the activation of its grain, which is made if there is none.</summary>
    void Dispatch(Invocation call);

    /// <summary>The call was not run where it was sent, because the grain is elsewhere by that version of the membership. It is tried again, within bounds.</summary>
    void Redirect(Invocation call, int version);
}
