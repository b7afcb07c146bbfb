CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.artifacts (
    run_id character varying(32) NOT NULL,
    kind character varying(32) NOT NULL,
    path text NOT NULL,
    bytes integer NOT NULL,
    sha256 character varying(64) NOT NULL,
    created double precision NOT NULL
);
CREATE TABLE public.leases (
    name character varying(64) NOT NULL,
    holder character varying(200) NOT NULL,
    expires double precision NOT NULL
);
CREATE TABLE public.metric_keys (
    id integer NOT NULL,
    name character varying(64) NOT NULL
);
CREATE SEQUENCE public.metric_keys_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.metric_keys_id_seq OWNED BY public.metric_keys.id;
CREATE TABLE public.metrics (
    run_id character varying(32) NOT NULL,
    key_id integer NOT NULL,
    step integer NOT NULL,
    value double precision
);
CREATE TABLE public.run_events (
    id integer NOT NULL,
    run_id character varying(32) NOT NULL,
    at double precision NOT NULL,
    kind character varying(32) NOT NULL,
    detail text NOT NULL
);
CREATE SEQUENCE public.run_events_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.run_events_id_seq OWNED BY public.run_events.id;
CREATE TABLE public.runs (
    phase text NOT NULL,
    step integer NOT NULL,
    total_steps integer NOT NULL,
    step_seconds double precision,
    eta_seconds double precision,
    images_per_second double precision,
    evaluation_images_per_second double precision,
    device character varying(200),
    data character varying(32),
    progress_at double precision,
    id character varying(32) NOT NULL,
    kind character varying(32) NOT NULL,
    name character varying(200) NOT NULL,
    state character varying(16) NOT NULL,
    attempt integer NOT NULL,
    created double precision NOT NULL,
    started double precision,
    ended double precision,
    error_kind character varying(32),
    message text NOT NULL,
    detail text NOT NULL,
    owner character varying(64) NOT NULL,
    key character varying(64) NOT NULL,
    config text NOT NULL,
    speed_key character varying(64) NOT NULL,
    losses integer NOT NULL,
    token character varying(32),
    ref character varying(200),
    queued_at double precision NOT NULL,
    heartbeat double precision
);
CREATE TABLE public.schema_version (
    version integer NOT NULL
);
CREATE SEQUENCE public.schema_version_version_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.schema_version_version_seq OWNED BY public.schema_version.version;
ALTER TABLE ONLY public.metric_keys ALTER COLUMN id SET DEFAULT nextval('public.metric_keys_id_seq'::regclass);
ALTER TABLE ONLY public.run_events ALTER COLUMN id SET DEFAULT nextval('public.run_events_id_seq'::regclass);
ALTER TABLE ONLY public.schema_version ALTER COLUMN version SET DEFAULT nextval('public.schema_version_version_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0002');
INSERT INTO public.artifacts VALUES ('1cfa4c310d97da448d375e0571d718f1', 'results', '1cfa4c310d97da448d375e0571d718f1/results.json', 287, 'cfa0fbf3f6214327d9612b2e52914d8d2507edb91a97638b78683afb65aa06b1', 1795882228.5020344);
INSERT INTO public.artifacts VALUES ('b156ce126a3c09a7051232330b6446bb', 'epoch_1', 'b156ce126a3c09a7051232330b6446bb/epoch_1.safetensors', 3472, '2f5a77eafc2881257e77253be23d966a3c46331e63a0f31f1146a713da9b7b6c', 1795882229.9894078);
INSERT INTO public.artifacts VALUES ('b156ce126a3c09a7051232330b6446bb', 'watched', 'b156ce126a3c09a7051232330b6446bb/watched.json', 13879, '871691435be9d9f7b2c2987b12de84b244ed5866a91f55e81db1a368505a2adf', 1795882230.630028);
INSERT INTO public.artifacts VALUES ('b156ce126a3c09a7051232330b6446bb', 'epoch_2', 'b156ce126a3c09a7051232330b6446bb/epoch_2.safetensors', 3472, '06d672e108b75be2067346b5c746cc28eeffc048b4beb704c984314b214b4503', 1795882230.6544807);
INSERT INTO public.artifacts VALUES ('b156ce126a3c09a7051232330b6446bb', 'weights', 'b156ce126a3c09a7051232330b6446bb/weights.safetensors', 3472, '06d672e108b75be2067346b5c746cc28eeffc048b4beb704c984314b214b4503', 1795882230.91148);
INSERT INTO public.artifacts VALUES ('b156ce126a3c09a7051232330b6446bb', 'results', 'b156ce126a3c09a7051232330b6446bb/results.json', 2368, 'b0af2d6feea3afc473ef7e5f70e9c7e5bbb59e8c3268c5e5b314e8016f211572', 1795882230.9175696);
INSERT INTO public.artifacts VALUES ('b156ce126a3c09a7051232330b6446bb', 'wrong_images', 'b156ce126a3c09a7051232330b6446bb/wrong_images.npy', 18944, 'e3171f4252de3566a41e57aa44f60dcad0cbad7f7f0a6efe2565084f5ab72273', 1795882230.924651);
INSERT INTO public.artifacts VALUES ('f508957753bd0100e00b49c398fe1d7d', 'epoch_1', 'f508957753bd0100e00b49c398fe1d7d/epoch_1.safetensors', 3472, '3ba3bbdf0c15a317dbf1fbbc6df48e8a2900ec6aab348bb04e6988281e503936', 1795882249.2051067);
INSERT INTO public.artifacts VALUES ('f508957753bd0100e00b49c398fe1d7d', 'epoch_2', 'f508957753bd0100e00b49c398fe1d7d/epoch_2.safetensors', 3472, '73dbf9a78710058ecf1f8afce19dd3ea47001919db0d00312125a9a8b7c21c8d', 1795882250.574907);
INSERT INTO public.artifacts VALUES ('f508957753bd0100e00b49c398fe1d7d', 'epoch_3', 'f508957753bd0100e00b49c398fe1d7d/epoch_3.safetensors', 3472, '7a6bde7c738c01f43ef8cf0ddfac4951030d6784a93e5ef46c2e782a28d73699', 1795882251.3393357);
INSERT INTO public.artifacts VALUES ('f508957753bd0100e00b49c398fe1d7d', 'watched', 'f508957753bd0100e00b49c398fe1d7d/watched.json', 16413, '0e2093dfb80149ceb7c81bd2cde9ecc51e2c3e5200f270093f32eb7378e8c877', 1795882252.0377543);
INSERT INTO public.metric_keys VALUES (1, 'images_per_second');
INSERT INTO public.metric_keys VALUES (2, 'lr');
INSERT INTO public.metric_keys VALUES (3, 'train_accuracy');
INSERT INTO public.metric_keys VALUES (4, 'train_loss');
INSERT INTO public.metric_keys VALUES (5, 'epoch_train_accuracy');
INSERT INTO public.metric_keys VALUES (6, 'epoch_train_loss');
INSERT INTO public.metric_keys VALUES (7, 'test_accuracy');
INSERT INTO public.metric_keys VALUES (8, 'test_loss');
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 4, 1, 2.4524240493774414);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 3, 1, 0.10000000149011612);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 2, 1, 0.0040000000000000036);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 1, 1, 160.56502498393965);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 4, 2, 2.4884374141693115);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 3, 2, 0.14000000059604645);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 2, 2, 0.08192751048921922);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 1, 2, 166.11402303092785);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 4, 3, 2.417344093322754);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 3, 3, 0.05999999865889549);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 2, 3, 0.09719417773875232);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 1, 3, 206.21858494254744);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 4, 4, 2.495368003845215);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 3, 4, 0.019999999552965164);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 2, 4, 0.0811745653949763);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 1, 4, 340.0794601016138);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 6, 4, 2.4633933901786804);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 5, 4, 0.0800000000745058);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 8, 4, 2.362959146499634);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 7, 4, 0.17000000178813934);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 4, 5, 2.2974750995635986);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 3, 5, 0.07999999821186066);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 2, 5, 0.05559840141227016);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 1, 5, 325.8211424310011);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 4, 6, 2.2804558277130127);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 3, 6, 0.20000000298023224);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 2, 6, 0.028306099820869922);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 1, 6, 320.4620580994072);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 4, 7, 2.499818801879883);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 3, 7, 0.07999999821186066);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 2, 7, 0.0076641593834256404);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 1, 7, 222.18190262626854);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 4, 8, 2.3153107166290283);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 3, 8, 0.11999999731779099);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 2, 8, 4e-07);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 1, 8, 340.6357090838539);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 6, 8, 2.3482651114463806);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 5, 8, 0.11999999918043613);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 8, 8, 2.353140354156494);
INSERT INTO public.metrics VALUES ('b156ce126a3c09a7051232330b6446bb', 7, 8, 0.17000000178813934);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 4, 1, 2.4524240493774414);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 3, 1, 0.10000000149011612);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 2, 1, 100);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 1, 1, 276.513924807292);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 4, 2, 18.896944046020508);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 3, 2, 0.10000000149011612);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 2, 2, 100);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 1, 2, 314.3446510303961);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 4, 3, 141.48809814453125);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 3, 3, 0.18000000715255737);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 2, 3, 100);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 1, 3, 405.6509645700374);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 4, 4, 42596.3203125);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 3, 4, 0.05999999865889549);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 2, 4, 100);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 1, 4, 364.90401363526905);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 6, 4, 10689.789444684982);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 5, 4, 0.11000000219792128);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 8, 4, 43770313703424);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 7, 4, 0.05999999865889549);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 4, 5, 26653778);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 3, 5, 0.11999999731779099);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 2, 5, 100);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 1, 5, 403.7239236370194);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 4, 6, 16963778560);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 3, 6, 0.07999999821186066);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 2, 6, 100);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 1, 6, 199.26726636036256);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 4, 7, 610186035200);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 3, 7, 0.019999999552965164);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 2, 7, 100);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 1, 7, 358.2491586909296);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 4, 8, 364960886554624);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 3, 8, 0.11999999731779099);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 2, 8, 100);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 1, 8, 313.5032731647428);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 6, 8, 91397015755540.5);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 5, 8, 0.08499999810010195);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 8, 8, 2.7805681085188066e+29);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 7, 8, 0.07999999821186066);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 4, 9, 27933392896);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 3, 9, 0.07999999821186066);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 2, 9, 100);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 1, 9, 200.0399735890149);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 4, 10, 303.29296875);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 3, 10, 0.10000000149011612);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 2, 10, 100);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 1, 10, 542.9077828104306);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 4, 11, 257.9586181640625);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 3, 11, 0.019999999552965164);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 2, 11, 100);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 1, 11, 250.5782663552614);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 4, 12, 313.0559387207031);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 3, 12, 0.07999999821186066);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 2, 12, 100);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 1, 12, 250.5782663552614);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 6, 12, 6983348442.576881);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 5, 12, 0.06999999936670065);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 8, 12, 2.3498586415169536e+16);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 7, 12, 0.10999999940395355);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 4, 13, 311.6337585449219);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 3, 13, 0.07999999821186066);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 2, 13, 100);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 1, 13, 212.16129594698126);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 4, 14, 85392883712000);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 3, 14, 0.019999999552965164);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 2, 14, 100);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 1, 14, 212.16129594698126);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 4, 15, 2.7005111774837033e+21);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 3, 15, 0.20000000298023224);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 2, 15, 100);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 1, 15, 234.2899190792244);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 4, 16, NULL);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 3, 16, 0.03999999910593033);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 2, 16, 100);
INSERT INTO public.metrics VALUES ('f508957753bd0100e00b49c398fe1d7d', 1, 16, 234.2899190792244);
INSERT INTO public.run_events VALUES (1, '09803e80ed21f10da9be4c2bffedc690', 1795882164.5977418, 'submitted', '');
INSERT INTO public.run_events VALUES (2, '09803e80ed21f10da9be4c2bffedc690', 1795882164.692891, 'stopped', 'outcome-stopped-waiting');
INSERT INTO public.run_events VALUES (3, 'b156ce126a3c09a7051232330b6446bb', 1795882164.7417336, 'submitted', '');
INSERT INTO public.run_events VALUES (4, 'f508957753bd0100e00b49c398fe1d7d', 1795882164.818641, 'submitted', '');
INSERT INTO public.run_events VALUES (5, '1cfa4c310d97da448d375e0571d718f1', 1795882165.1119466, 'submitted', '');
INSERT INTO public.run_events VALUES (6, 'b156ce126a3c09a7051232330b6446bb', 1795882165.5257764, 'assigned', 'attempt 1');
INSERT INTO public.run_events VALUES (7, '1cfa4c310d97da448d375e0571d718f1', 1795882165.8741195, 'assigned', 'attempt 1');
INSERT INTO public.run_events VALUES (8, 'b156ce126a3c09a7051232330b6446bb', 1795882174.0336983, 'starting', '');
INSERT INTO public.run_events VALUES (9, '1cfa4c310d97da448d375e0571d718f1', 1795882174.66313, 'starting', '');
INSERT INTO public.run_events VALUES (10, 'b156ce126a3c09a7051232330b6446bb', 1795882226.241745, 'running', 'torch 2.14.1+cu130, process 13650');
INSERT INTO public.run_events VALUES (11, '1cfa4c310d97da448d375e0571d718f1', 1795882227.699251, 'running', 'torch 2.14.1+cu130, process 13661');
INSERT INTO public.run_events VALUES (12, '1cfa4c310d97da448d375e0571d718f1', 1795882228.651721, 'succeeded', '');
INSERT INTO public.run_events VALUES (13, 'b156ce126a3c09a7051232330b6446bb', 1795882245.6502843, 'succeeded', '');
INSERT INTO public.run_events VALUES (14, 'f508957753bd0100e00b49c398fe1d7d', 1795882246.2683358, 'assigned', 'attempt 1');
INSERT INTO public.run_events VALUES (15, 'f508957753bd0100e00b49c398fe1d7d', 1795882246.5255864, 'starting', '');
INSERT INTO public.run_events VALUES (16, 'f508957753bd0100e00b49c398fe1d7d', 1795882246.6293423, 'running', 'torch 2.14.1+cu130, process 13661');
INSERT INTO public.run_events VALUES (17, 'f508957753bd0100e00b49c398fe1d7d', 1795882267.879487, 'diverged', 'error-diverged step=16 smaller_lr=10.0');
INSERT INTO public.run_events VALUES (18, 'f140e2ee61628eb5c3f0f37dc3552c66', 1795882268.1743515, 'submitted', '');
INSERT INTO public.runs VALUES ('', 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '09803e80ed21f10da9be4c2bffedc690', 'train', 'one that was stopped while it waited', 'stopped', 0, 1795882164.5283148, NULL, 1795882164.6599987, NULL, '{"id": "outcome-stopped-waiting", "values": {}}', '', 'local', '09803e80ed21f10da9be4c2bffedc690', '{"network":{"input_channels":1,"input_size":28,"classes":10,"stem":"3x3","stem_channels":4,"stages":[{"blocks":1,"channels":4,"stride":1}],"style":{"family":"residual","order":"original","norm":true,"conv_bias":false,"kernel":3,"bottleneck_multiplier":0.25,"cardinality":1,"group_width":null,"stride_on":"spatial","zero_init_residual":false},"shortcut":"projection_norm","init":"kaiming"},"data":{"source":"sketches","train_images":200,"test_images":100,"augment":"none"},"training":{"epochs":2,"batch_size":50,"lr":0.1,"schedule":"one_cycle","momentum":0.9,"nesterov":true,"weight_decay":0.0005,"label_smoothing":0.0,"precision":"auto","record_gradient_norm":false,"seed":0}}', '7814991cff6271db3cdf906362a754483b0e66e4ef0881b2c723a447acd5bca7', 0, NULL, NULL, 1795882164.5283148, NULL);
INSERT INTO public.runs VALUES ('', 0, 0, NULL, NULL, NULL, NULL, 'Intel(R) Xeon(R) Processor (CPU, 1 thread)', NULL, 1795882227.746117, '1cfa4c310d97da448d375e0571d718f1', 'three_forms', '', 'succeeded', 1, 1795882165.0372548, 1795882174.6482055, 1795882228.615362, NULL, '', '', 'local', '51f715c73eb9aa8001655b9031ab8e3d50f279563e6a8488260858a7aab5ab63', '{"channels":8,"cardinality":2,"group_width":2,"size":4,"seed":0}', '', 0, NULL, NULL, 1795882165.0372548, 1795882228.5547864);
INSERT INTO public.runs VALUES ('', 14, 80, 0.2311570936810778, NULL, 212.16129594698126, 401.44653712952453, 'Intel(R) Xeon(R) Processor (CPU, 1 thread)', 'sketches', 1795882251.8002396, 'f508957753bd0100e00b49c398fe1d7d', 'train', 'a divergence', 'diverged', 1, 1795882164.789272, 1795882246.5125906, 1795882267.8738663, 'diverged', '{"id": "error-diverged", "values": {"step": 16, "smaller_lr": 10.0}}', '', 'local', 'f508957753bd0100e00b49c398fe1d7d', '{"network":{"input_channels":1,"input_size":28,"classes":10,"stem":"3x3","stem_channels":4,"stages":[{"blocks":1,"channels":4,"stride":1}],"style":{"family":"residual","order":"original","norm":true,"conv_bias":false,"kernel":3,"bottleneck_multiplier":0.25,"cardinality":1,"group_width":null,"stride_on":"spatial","zero_init_residual":false},"shortcut":"projection_norm","init":"kaiming"},"data":{"source":"sketches","train_images":200,"test_images":100,"augment":"none"},"training":{"epochs":20,"batch_size":50,"lr":100.0,"schedule":"constant","momentum":0.99,"nesterov":true,"weight_decay":0.0005,"label_smoothing":0.0,"precision":"auto","record_gradient_norm":false,"seed":0}}', '7814991cff6271db3cdf906362a754483b0e66e4ef0881b2c723a447acd5bca7', 0, NULL, NULL, 1795882164.789272, 1795882267.8704505);
INSERT INTO public.runs VALUES ('', 8, 8, 0.15884095994577363, NULL, 284.17168382033026, 311.6270129537181, 'Intel(R) Xeon(R) Processor (CPU, 1 thread)', 'sketches', 1795882230.7483866, 'b156ce126a3c09a7051232330b6446bb', 'train', 'a success', 'succeeded', 1, 1795882164.7045476, 1795882174.0154161, 1795882245.5831583, NULL, '', '', 'local', 'b156ce126a3c09a7051232330b6446bb', '{"network":{"input_channels":1,"input_size":28,"classes":10,"stem":"3x3","stem_channels":4,"stages":[{"blocks":1,"channels":4,"stride":1}],"style":{"family":"residual","order":"original","norm":true,"conv_bias":false,"kernel":3,"bottleneck_multiplier":0.25,"cardinality":1,"group_width":null,"stride_on":"spatial","zero_init_residual":false},"shortcut":"projection_norm","init":"kaiming"},"data":{"source":"sketches","train_images":200,"test_images":100,"augment":"none"},"training":{"epochs":2,"batch_size":50,"lr":0.1,"schedule":"one_cycle","momentum":0.9,"nesterov":true,"weight_decay":0.0005,"label_smoothing":0.0,"precision":"auto","record_gradient_norm":false,"seed":0}}', '7814991cff6271db3cdf906362a754483b0e66e4ef0881b2c723a447acd5bca7', 0, NULL, NULL, 1795882164.7045476, 1795882245.5531871);
INSERT INTO public.runs VALUES ('{"id": "phase-waiting", "values": {}}', 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'f140e2ee61628eb5c3f0f37dc3552c66', 'train', 'one that waits', 'queued', 0, 1795882268.1364846, NULL, NULL, NULL, '', '', 'local', 'f140e2ee61628eb5c3f0f37dc3552c66', '{"network":{"input_channels":1,"input_size":28,"classes":10,"stem":"3x3","stem_channels":4,"stages":[{"blocks":1,"channels":4,"stride":1}],"style":{"family":"residual","order":"original","norm":true,"conv_bias":false,"kernel":3,"bottleneck_multiplier":0.25,"cardinality":1,"group_width":null,"stride_on":"spatial","zero_init_residual":false},"shortcut":"projection_norm","init":"kaiming"},"data":{"source":"sketches","train_images":200,"test_images":100,"augment":"none"},"training":{"epochs":2,"batch_size":50,"lr":0.1,"schedule":"one_cycle","momentum":0.9,"nesterov":true,"weight_decay":0.0005,"label_smoothing":0.0,"precision":"auto","record_gradient_norm":false,"seed":0}}', '7814991cff6271db3cdf906362a754483b0e66e4ef0881b2c723a447acd5bca7', 0, NULL, NULL, 1795882268.1364846, NULL);
INSERT INTO public.schema_version VALUES (2);
SELECT pg_catalog.setval('public.metric_keys_id_seq', 8, true);
SELECT pg_catalog.setval('public.run_events_id_seq', 18, true);
SELECT pg_catalog.setval('public.schema_version_version_seq', 1, false);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkey PRIMARY KEY (version_num);
ALTER TABLE ONLY public.artifacts
    ADD CONSTRAINT artifacts_pkey PRIMARY KEY (run_id, kind);
ALTER TABLE ONLY public.leases
    ADD CONSTRAINT leases_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.metric_keys
    ADD CONSTRAINT metric_keys_name_key UNIQUE (name);
ALTER TABLE ONLY public.metric_keys
    ADD CONSTRAINT metric_keys_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.metrics
    ADD CONSTRAINT metrics_pkey PRIMARY KEY (run_id, key_id, step);
ALTER TABLE ONLY public.run_events
    ADD CONSTRAINT run_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_owner_key_key UNIQUE (owner, key);
ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.schema_version
    ADD CONSTRAINT schema_version_pkey PRIMARY KEY (version);
CREATE INDEX ix_run_events_run_id ON public.run_events USING btree (run_id);
CREATE INDEX runs_by_age ON public.runs USING btree (created);
CREATE INDEX runs_by_speed ON public.runs USING btree (speed_key, state);
CREATE INDEX runs_by_state ON public.runs USING btree (state, owner, queued_at);
ALTER TABLE ONLY public.artifacts
    ADD CONSTRAINT artifacts_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.runs(id);
ALTER TABLE ONLY public.metrics
    ADD CONSTRAINT metrics_key_id_fkey FOREIGN KEY (key_id) REFERENCES public.metric_keys(id);
ALTER TABLE ONLY public.metrics
    ADD CONSTRAINT metrics_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.runs(id);
ALTER TABLE ONLY public.run_events
    ADD CONSTRAINT run_events_run_id_fkey FOREIGN KEY (run_id) REFERENCES public.runs(id);
