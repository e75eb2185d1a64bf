namespace Orchestrator.TestKit.Machines;

/// <summary>Which packets a cut takes away.</summary>
public enum CableDirection
{
    /// <summary>All of them, as when the cable is unplugged: both ends see that it is.</summary>
    Both,

    /// <summary>Those that the machine would receive. It still sends.</summary>
    ToMachine,

    /// <summary>Those that the machine sends. It still receives.</summary>
    FromMachine,
}
