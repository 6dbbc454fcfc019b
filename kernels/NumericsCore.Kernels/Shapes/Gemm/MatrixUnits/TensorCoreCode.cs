using System.Reflection;
using ILGPU;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using ILGPU.IR.Types;
using ILGPU.IR.Values;
using RegisterAllocator = ILGPU.Backends.RegisterAllocator<ILGPU.Backends.PTX.PTXRegisterKind>;

namespace NumericsCore.Kernels;

/// <summary>
/// Writes the instructions of <see cref="TensorCoreMath"/> in PTX, on registers: the arguments of ILGPU's own inline assembly
/// would pass through local memory.
/// </summary>
internal static class TensorCoreCode
{
    /// <summary>Makes the instructions known to a context that is being built.</summary>
    public static void Register(Context.Builder builder)
    {
        var manager = builder.GetIntrinsicManager();
        foreach (var method in typeof(TensorCoreMath).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            manager.RegisterMethod(method, new PTXIntrinsic(typeof(TensorCoreCode), nameof(Write), IntrinsicImplementationMode.GenerateCode));
    }

    private static void Write(PTXBackend _, PTXCodeGenerator generator, Value value)
    {
        var call = (MethodCall)value;
        switch (call.Target.Source.Name)
        {
            case nameof(TensorCoreMath.RoundTf32): WriteRound(generator, call, "cvt.rna.tf32.f32", 0); break;
            // the instruction names the upper half first
            case nameof(TensorCoreMath.PackBFloat16): WriteRound(generator, call, "cvt.rn.bf16x2.f32", 1, 0); break;
            case nameof(TensorCoreMath.MultiplyAddTf32): WriteMultiplyAdd(generator, call, "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32"); break;
            case nameof(TensorCoreMath.MultiplyAddBFloat16): WriteMultiplyAdd(generator, call, "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32"); break;
            case nameof(TensorCoreMath.CopyFour): WriteCopy(generator, call, "cp.async.cg.shared.global", 16); break;
            case nameof(TensorCoreMath.CopyOne): WriteCopy(generator, call, "cp.async.ca.shared.global", 4); break;
            case nameof(TensorCoreMath.Commit): generator.Command("cp.async.commit_group"); break;
            case nameof(TensorCoreMath.Wait): WriteWait(generator); break;
            case var other: throw new NotSupportedException($"{other} is no instruction of tensor cores.");
        }
    }

    private static void WriteRound(PTXCodeGenerator generator, MethodCall call, string instruction, params ReadOnlySpan<int> order)
    {
        // the result is a register of 32 bits without a type
        var rounded = generator.AllocateInt32Register();
        using (var command = generator.BeginCommand(instruction))
        {
            command.AppendArgument(rounded);
            foreach (int argument in order) command.AppendArgument(generator.LoadPrimitive(call.Nodes[argument]));
        }

        Move(generator, generator.AllocateHardware(call), rounded);
        generator.FreeRegister(rounded);
    }

    private static void WriteMultiplyAdd(PTXCodeGenerator generator, MethodCall call, string instruction)
    {
        var arguments = call.Nodes.ToArray().Select(argument => generator.EnsureHardwareRegister(generator.LoadPrimitive(argument))).ToArray();
        var results = ((RegisterAllocator.CompoundRegister)generator.Allocate(call)).Children.Cast<RegisterAllocator.PrimitiveRegister>().ToArray();
        var operands = arguments.Take(6).Select(argument =>
        {
            var operand = generator.AllocateInt32Register();
            Move(generator, operand, argument);
            return operand;
        }).ToArray();
        using (var command = generator.BeginCommand(instruction))
        {
            command.AppendVectorArgument(results);
            command.AppendVectorArgument([.. operands.Take(4)]);
            command.AppendVectorArgument([.. operands.Skip(4)]);
            command.AppendVectorArgument([.. arguments.Skip(6)]);
        }

        foreach (var operand in operands) generator.FreeRegister(operand);
    }

    private static void WriteCopy(PTXCodeGenerator generator, MethodCall call, string instruction, int size)
    {
        var bytes = generator.LoadPrimitive(call.Nodes[2]);
        var (shared, global) = (generator.LoadHardware(call.Nodes[0]), generator.LoadHardware(call.Nodes[1]));
        var (to, from) = (Convert("cvta.to.shared.u64", MemoryAddressSpace.Shared, 0, shared), Convert("cvta.to.global.u64", MemoryAddressSpace.Global, 1, global));
        using (var command = generator.BeginCommand(instruction))
        {
            command.AppendArgumentValue(to);
            command.AppendArgumentValue(from);
            command.AppendConstant(size);
            command.AppendArgument(bytes);
        }

        if (to != shared) generator.FreeRegister(to);
        if (from != global) generator.FreeRegister(from);

        // an address that ILGPU knows to lie in that memory is one of it already: converted once more it would be another
        RegisterAllocator.HardwareRegister Convert(string conversion, MemoryAddressSpace space, int argument, RegisterAllocator.HardwareRegister address)
        {
            if (((AddressSpaceType)call.Nodes[argument].Type).AddressSpace == space) return address;
            var converted = generator.AllocateRegister(BasicValueType.Int64, PTXRegisterKind.Int64);
            using var command = generator.BeginCommand(conversion);
            command.AppendArgument(converted);
            command.AppendArgument(address);
            return converted;
        }
    }

    private static void WriteWait(PTXCodeGenerator generator)
    {
        using var command = generator.BeginCommand("cp.async.wait_group");
        command.AppendConstant(0L);
    }

    private static void Move(PTXCodeGenerator generator, RegisterAllocator.PrimitiveRegister target, RegisterAllocator.PrimitiveRegister source)
    {
        using var command = generator.BeginCommand("mov.b32");
        command.AppendArgument(target);
        command.AppendArgument(source);
    }
}
