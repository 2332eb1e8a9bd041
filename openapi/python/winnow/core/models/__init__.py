""" Contains all the data models used in inputs/outputs """

from .access_scope import AccessScope
from .adadelta import Adadelta
from .adadelta_lr_scaling import AdadeltaLrScaling
from .adafactor import Adafactor
from .adafactor_lr_scaling import AdafactorLrScaling
from .adagrad import Adagrad
from .adagrad_lr_scaling import AdagradLrScaling
from .adam import Adam
from .adam_lr_scaling import AdamLrScaling
from .adam_w import AdamW
from .adam_w_lr_scaling import AdamWLrScaling
from .adamax import Adamax
from .adamax_lr_scaling import AdamaxLrScaling
from .aggregate import Aggregate
from .annotate_spec import AnnotateSpec
from .annotation_bounds import AnnotationBounds
from .annotation_format import AnnotationFormat
from .annotation_role import AnnotationRole
from .annotation_task import AnnotationTask
from .annotation_task_page import AnnotationTaskPage
from .archive_bounds import ArchiveBounds
from .asgd import ASGD
from .asgd_lr_scaling import ASGDLrScaling
from .audit_entry import AuditEntry
from .audit_page import AuditPage
from .auto import Auto
from .auto_strategy import AutoStrategy
from .backbone import Backbone
from .backbone_params import BackboneParams
from .backbone_weights import BackboneWeights
from .badge_strategy import BadgeStrategy
from .balance_strategy import BalanceStrategy
from .balance_strategy_sampling import BalanceStrategySampling
from .balance_strategy_target_type_0 import BalanceStrategyTargetType0
from .balance_strategy_target_type_1 import BalanceStrategyTargetType1
from .barlow_twins import BarlowTwins
from .bucket_source import BucketSource
from .byol import BYOL
from .candidate_filter import CandidateFilter
from .candidate_filter_metadata import CandidateFilterMetadata
from .catalog import Catalog
from .catalog_backbone import CatalogBackbone
from .catalog_backbone_list import CatalogBackboneList
from .catalog_domain import CatalogDomain
from .catalog_entry import CatalogEntry
from .catalog_entry_parameters import CatalogEntryParameters
from .catalog_plugin import CatalogPlugin
from .catalog_plugin_parameters import CatalogPluginParameters
from .catalog_preset import CatalogPreset
from .catalog_preset_views import CatalogPresetViews
from .catalog_preset_views_additional_property import CatalogPresetViewsAdditionalProperty
from .category import Category
from .category_count_numbers import CategoryCountNumbers
from .center_crop import CenterCrop
from .checkpoint import Checkpoint
from .checkpoint_card import CheckpointCard
from .checkpoint_format import CheckpointFormat
from .checkpoint_format_list import CheckpointFormatList
from .checkpoint_format_state import CheckpointFormatState
from .checkpoint_format_state_state import CheckpointFormatStateState
from .checkpoint_metrics import CheckpointMetrics
from .checkpoint_page import CheckpointPage
from .cluster_groups import ClusterGroups
from .cluster_strategy import ClusterStrategy
from .color_jitter import ColorJitter
from .convert_spec import ConvertSpec
from .convert_spec_format import ConvertSpecFormat
from .coverage_strategy import CoverageStrategy
from .coverage_strategy_kernel import CoverageStrategyKernel
from .coverage_strategy_optimizer import CoverageStrategyOptimizer
from .crop_spec import CropSpec
from .crop_spec_format import CropSpecFormat
from .csv_exporter import CsvExporter
from .cutout import Cutout
from .dataset import Dataset
from .dataset_create import DatasetCreate
from .dataset_page import DatasetPage
from .dataset_update import DatasetUpdate
from .dcl import DCL
from .dclw import DCLW
from .decoding_bounds import DecodingBounds
from .deduplicate_spec import DeduplicateSpec
from .deduplicate_strategy import DeduplicateStrategy
from .deletion import Deletion
from .delivery import Delivery
from .delivery_attempt import DeliveryAttempt
from .delivery_page import DeliveryPage
from .delivery_payload import DeliveryPayload
from .delivery_state import DeliveryState
from .dino import DINO
from .distillation import Distillation
from .diversity_strategy import DiversityStrategy
from .diversity_strategy_start_type_0 import DiversityStrategyStartType0
from .domain import Domain
from .drop_query_strategy import DropQueryStrategy
from .early_stop import EarlyStop
from .early_stop_metric import EarlyStopMetric
from .embed_spec import EmbedSpec
from .embed_spec_storage import EmbedSpecStorage
from .embedding import Embedding
from .embedding_metrics import EmbeddingMetrics
from .embedding_page import EmbeddingPage
from .embedding_score import EmbeddingScore
from .embedding_scores import EmbeddingScores
from .embedding_storage import EmbeddingStorage
from .evaluate_spec import EvaluateSpec
from .export import Export
from .export_create import ExportCreate
from .export_embedding_spec import ExportEmbeddingSpec
from .export_embedding_spec_format import ExportEmbeddingSpecFormat
from .export_page import ExportPage
from .export_spec import ExportSpec
from .fact_numbers import FactNumbers
from .fact_numbers_fact import FactNumbersFact
from .failure import Failure
from .fast_siam import FastSiam
from .field_error import FieldError
from .filenames_exporter import FilenamesExporter
from .folder_source import FolderSource
from .gaussian_blur import GaussianBlur
from .gaussian_noise import GaussianNoise
from .given_box import GivenBox
from .given_boxes import GivenBoxes
from .grayscale import Grayscale
from .health import Health
from .histogram import Histogram
from .horizontal_flip import HorizontalFlip
from .identity import Identity
from .image_query import ImageQuery
from .images_exporter import ImagesExporter
from .import_embedding_spec import ImportEmbeddingSpec
from .import_embedding_spec_format import ImportEmbeddingSpecFormat
from .import_embedding_spec_storage import ImportEmbeddingSpecStorage
from .import_weights_spec import ImportWeightsSpec
from .ingest_item import IngestItem
from .ingest_item_page import IngestItemPage
from .ingest_spec import IngestSpec
from .installation_limits import InstallationLimits
from .item_outcome import ItemOutcome
from .jigsaw import Jigsaw
from .job import Job
from .job_kind import JobKind
from .job_metrics import JobMetrics
from .job_page import JobPage
from .job_result_type_0 import JobResultType0
from .job_state import JobState
from .job_summary import JobSummary
from .job_summary_result_type_0 import JobSummaryResultType0
from .json_lines_exporter import JsonLinesExporter
from .key import Key
from .key_create import KeyCreate
from .key_page import KeyPage
from .key_rotate import KeyRotate
from .label_groups import LabelGroups
from .label_studio_exporter import LabelStudioExporter
from .lars import LARS
from .lars_lr_scaling import LARSLrScaling
from .le_jepa import LeJEPA
from .limits import Limits
from .local_crops import LocalCrops
from .mae import MAE
from .manifest_columns import ManifestColumns
from .manifest_source import ManifestSource
from .manifest_source_format import ManifestSourceFormat
from .metadata_field import MetadataField
from .metadata_field_page import MetadataFieldPage
from .metadata_field_type import MetadataFieldType
from .metadata_groups import MetadataGroups
from .metadata_numbers import MetadataNumbers
from .metadata_target import MetadataTarget
from .metric_point import MetricPoint
from .metric_series import MetricSeries
from .mixed_barlow_twins import MixedBarlowTwins
from .mmcr import MMCR
from .mo_co import MoCo
from .mo_co_v3 import MoCoV3
from .n_adam import NAdam
from .n_adam_lr_scaling import NAdamLrScaling
from .neighbor import Neighbor
from .neighbor_list import NeighborList
from .neighbor_search import NeighborSearch
from .neighbors_spec import NeighborsSpec
from .new_key import NewKey
from .nnclr import NNCLR
from .own_scores import OwnScores
from .own_scores_format import OwnScoresFormat
from .pca_projection import PcaProjection
from .pick import Pick
from .pick_page import PickPage
from .pipeline_spec import PipelineSpec
from .pipeline_spec_jobs import PipelineSpecJobs
from .plugin_group import PluginGroup
from .plugin_method import PluginMethod
from .plugin_method_params import PluginMethodParams
from .prediction_groups import PredictionGroups
from .prediction_numbers import PredictionNumbers
from .prediction_numbers_score import PredictionNumbersScore
from .prediction_scores import PredictionScores
from .preset import Preset
from .preview_spec import PreviewSpec
from .preview_spec_format import PreviewSpecFormat
from .problem import Problem
from .progress import Progress
from .progressive import Progressive
from .project_spec import ProjectSpec
from .projection_page import ProjectionPage
from .quarter_turn import QuarterTurn
from .queue import Queue
from .r_adam import RAdam
from .r_adam_lr_scaling import RAdamLrScaling
from .random_numbers import RandomNumbers
from .random_resized_crop import RandomResizedCrop
from .random_strategy import RandomStrategy
from .re_sa import ReSA
from .rm_sprop import RMSprop
from .rm_sprop_lr_scaling import RMSpropLrScaling
from .rotation import Rotation
from .rprop import Rprop
from .rprop_lr_scaling import RpropLrScaling
from .sample import Sample
from .sample_annotations import SampleAnnotations
from .sample_attributes import SampleAttributes
from .sample_condition import SampleCondition
from .sample_deletion import SampleDeletion
from .sample_kind import SampleKind
from .sample_page import SamplePage
from .sample_query import SampleQuery
from .sample_sort import SampleSort
from .sample_status import SampleStatus
from .sample_update import SampleUpdate
from .sample_update_attributes import SampleUpdateAttributes
from .schedule import Schedule
from .schedule_name import ScheduleName
from .score import Score
from .score_numbers import ScoreNumbers
from .score_page import ScorePage
from .score_parameters import ScoreParameters
from .score_spec import ScoreSpec
from .scored_sample import ScoredSample
from .scored_sample_page import ScoredSamplePage
from .scores_samples_order import ScoresSamplesOrder
from .select_spec import SelectSpec
from .select_spec_mode import SelectSpecMode
from .session_create import SessionCreate
from .sgd import SGD
from .sgd_lr_scaling import SGDLrScaling
from .sim_clr import SimCLR
from .sim_mim import SimMIM
from .sim_siam import SimSiam
from .similarity_strategy import SimilarityStrategy
from .sizing import Sizing
from .solarize import Solarize
from .stem import Stem
from .stratified_strategy import StratifiedStrategy
from .stratified_strategy_allocation import StratifiedStrategyAllocation
from .subset import Subset
from .subset_metrics import SubsetMetrics
from .subset_page import SubsetPage
from .subset_strategy import SubsetStrategy
from .sw_av import SwAV
from .task_annotations import TaskAnnotations
from .task_annotations_annotations_item import TaskAnnotationsAnnotationsItem
from .task_boxes import TaskBoxes
from .task_labels import TaskLabels
from .task_target import TaskTarget
from .task_type import TaskType
from .teacher import Teacher
from .threshold_strategy import ThresholdStrategy
from .threshold_strategy_operation import ThresholdStrategyOperation
from .ti_co import TiCo
from .tiles import Tiles
from .torchvision_source import TorchvisionSource
from .torchvision_source_name import TorchvisionSourceName
from .torchvision_source_split import TorchvisionSourceSplit
from .train_spec import TrainSpec
from .train_spec_compile import TrainSpecCompile
from .train_spec_keep import TrainSpecKeep
from .train_spec_precision import TrainSpecPrecision
from .transform import Transform
from .transform_preset import TransformPreset
from .tsne_projection import TsneProjection
from .typicality_strategy import TypicalityStrategy
from .umap_projection import UmapProjection
from .uncertainty import Uncertainty
from .uncertainty_coverage_strategy import UncertaintyCoverageStrategy
from .uncertainty_strategy import UncertaintyStrategy
from .upload import Upload
from .upload_page import UploadPage
from .upload_purpose import UploadPurpose
from .upload_source import UploadSource
from .upload_state import UploadState
from .vector_query import VectorQuery
from .vertical_flip import VerticalFlip
from .vic_reg import VICReg
from .video import Video
from .video_bounds import VideoBounds
from .video_groups import VideoGroups
from .video_page import VideoPage
from .video_sampling import VideoSampling
from .video_status import VideoStatus
from .view_pipeline import ViewPipeline
from .view_transform import ViewTransform
from .vis_reg import VISReg
from .weak_label_target import WeakLabelTarget
from .weak_labels import WeakLabels
from .webhook import Webhook
from .webhook_create import WebhookCreate
from .webhook_event import WebhookEvent
from .webhook_page import WebhookPage
from .webhook_rotate import WebhookRotate
from .webhook_secret import WebhookSecret
from .webhook_update import WebhookUpdate
from .weights_strategy import WeightsStrategy
from .worker import Worker
from .worker_list import WorkerList
from .workspace import Workspace
from .workspace_create import WorkspaceCreate
from .workspace_page import WorkspacePage

__all__ = (
    "AccessScope",
    "Adadelta",
    "AdadeltaLrScaling",
    "Adafactor",
    "AdafactorLrScaling",
    "Adagrad",
    "AdagradLrScaling",
    "Adam",
    "Adamax",
    "AdamaxLrScaling",
    "AdamLrScaling",
    "AdamW",
    "AdamWLrScaling",
    "Aggregate",
    "AnnotateSpec",
    "AnnotationBounds",
    "AnnotationFormat",
    "AnnotationRole",
    "AnnotationTask",
    "AnnotationTaskPage",
    "ArchiveBounds",
    "ASGD",
    "ASGDLrScaling",
    "AuditEntry",
    "AuditPage",
    "Auto",
    "AutoStrategy",
    "Backbone",
    "BackboneParams",
    "BackboneWeights",
    "BadgeStrategy",
    "BalanceStrategy",
    "BalanceStrategySampling",
    "BalanceStrategyTargetType0",
    "BalanceStrategyTargetType1",
    "BarlowTwins",
    "BucketSource",
    "BYOL",
    "CandidateFilter",
    "CandidateFilterMetadata",
    "Catalog",
    "CatalogBackbone",
    "CatalogBackboneList",
    "CatalogDomain",
    "CatalogEntry",
    "CatalogEntryParameters",
    "CatalogPlugin",
    "CatalogPluginParameters",
    "CatalogPreset",
    "CatalogPresetViews",
    "CatalogPresetViewsAdditionalProperty",
    "Category",
    "CategoryCountNumbers",
    "CenterCrop",
    "Checkpoint",
    "CheckpointCard",
    "CheckpointFormat",
    "CheckpointFormatList",
    "CheckpointFormatState",
    "CheckpointFormatStateState",
    "CheckpointMetrics",
    "CheckpointPage",
    "ClusterGroups",
    "ClusterStrategy",
    "ColorJitter",
    "ConvertSpec",
    "ConvertSpecFormat",
    "CoverageStrategy",
    "CoverageStrategyKernel",
    "CoverageStrategyOptimizer",
    "CropSpec",
    "CropSpecFormat",
    "CsvExporter",
    "Cutout",
    "Dataset",
    "DatasetCreate",
    "DatasetPage",
    "DatasetUpdate",
    "DCL",
    "DCLW",
    "DecodingBounds",
    "DeduplicateSpec",
    "DeduplicateStrategy",
    "Deletion",
    "Delivery",
    "DeliveryAttempt",
    "DeliveryPage",
    "DeliveryPayload",
    "DeliveryState",
    "DINO",
    "Distillation",
    "DiversityStrategy",
    "DiversityStrategyStartType0",
    "Domain",
    "DropQueryStrategy",
    "EarlyStop",
    "EarlyStopMetric",
    "Embedding",
    "EmbeddingMetrics",
    "EmbeddingPage",
    "EmbeddingScore",
    "EmbeddingScores",
    "EmbeddingStorage",
    "EmbedSpec",
    "EmbedSpecStorage",
    "EvaluateSpec",
    "Export",
    "ExportCreate",
    "ExportEmbeddingSpec",
    "ExportEmbeddingSpecFormat",
    "ExportPage",
    "ExportSpec",
    "FactNumbers",
    "FactNumbersFact",
    "Failure",
    "FastSiam",
    "FieldError",
    "FilenamesExporter",
    "FolderSource",
    "GaussianBlur",
    "GaussianNoise",
    "GivenBox",
    "GivenBoxes",
    "Grayscale",
    "Health",
    "Histogram",
    "HorizontalFlip",
    "Identity",
    "ImageQuery",
    "ImagesExporter",
    "ImportEmbeddingSpec",
    "ImportEmbeddingSpecFormat",
    "ImportEmbeddingSpecStorage",
    "ImportWeightsSpec",
    "IngestItem",
    "IngestItemPage",
    "IngestSpec",
    "InstallationLimits",
    "ItemOutcome",
    "Jigsaw",
    "Job",
    "JobKind",
    "JobMetrics",
    "JobPage",
    "JobResultType0",
    "JobState",
    "JobSummary",
    "JobSummaryResultType0",
    "JsonLinesExporter",
    "Key",
    "KeyCreate",
    "KeyPage",
    "KeyRotate",
    "LabelGroups",
    "LabelStudioExporter",
    "LARS",
    "LARSLrScaling",
    "LeJEPA",
    "Limits",
    "LocalCrops",
    "MAE",
    "ManifestColumns",
    "ManifestSource",
    "ManifestSourceFormat",
    "MetadataField",
    "MetadataFieldPage",
    "MetadataFieldType",
    "MetadataGroups",
    "MetadataNumbers",
    "MetadataTarget",
    "MetricPoint",
    "MetricSeries",
    "MixedBarlowTwins",
    "MMCR",
    "MoCo",
    "MoCoV3",
    "NAdam",
    "NAdamLrScaling",
    "Neighbor",
    "NeighborList",
    "NeighborSearch",
    "NeighborsSpec",
    "NewKey",
    "NNCLR",
    "OwnScores",
    "OwnScoresFormat",
    "PcaProjection",
    "Pick",
    "PickPage",
    "PipelineSpec",
    "PipelineSpecJobs",
    "PluginGroup",
    "PluginMethod",
    "PluginMethodParams",
    "PredictionGroups",
    "PredictionNumbers",
    "PredictionNumbersScore",
    "PredictionScores",
    "Preset",
    "PreviewSpec",
    "PreviewSpecFormat",
    "Problem",
    "Progress",
    "Progressive",
    "ProjectionPage",
    "ProjectSpec",
    "QuarterTurn",
    "Queue",
    "RAdam",
    "RAdamLrScaling",
    "RandomNumbers",
    "RandomResizedCrop",
    "RandomStrategy",
    "ReSA",
    "RMSprop",
    "RMSpropLrScaling",
    "Rotation",
    "Rprop",
    "RpropLrScaling",
    "Sample",
    "SampleAnnotations",
    "SampleAttributes",
    "SampleCondition",
    "SampleDeletion",
    "SampleKind",
    "SamplePage",
    "SampleQuery",
    "SampleSort",
    "SampleStatus",
    "SampleUpdate",
    "SampleUpdateAttributes",
    "Schedule",
    "ScheduleName",
    "Score",
    "ScoredSample",
    "ScoredSamplePage",
    "ScoreNumbers",
    "ScorePage",
    "ScoreParameters",
    "ScoreSpec",
    "ScoresSamplesOrder",
    "SelectSpec",
    "SelectSpecMode",
    "SessionCreate",
    "SGD",
    "SGDLrScaling",
    "SimCLR",
    "SimilarityStrategy",
    "SimMIM",
    "SimSiam",
    "Sizing",
    "Solarize",
    "Stem",
    "StratifiedStrategy",
    "StratifiedStrategyAllocation",
    "Subset",
    "SubsetMetrics",
    "SubsetPage",
    "SubsetStrategy",
    "SwAV",
    "TaskAnnotations",
    "TaskAnnotationsAnnotationsItem",
    "TaskBoxes",
    "TaskLabels",
    "TaskTarget",
    "TaskType",
    "Teacher",
    "ThresholdStrategy",
    "ThresholdStrategyOperation",
    "TiCo",
    "Tiles",
    "TorchvisionSource",
    "TorchvisionSourceName",
    "TorchvisionSourceSplit",
    "TrainSpec",
    "TrainSpecCompile",
    "TrainSpecKeep",
    "TrainSpecPrecision",
    "Transform",
    "TransformPreset",
    "TsneProjection",
    "TypicalityStrategy",
    "UmapProjection",
    "Uncertainty",
    "UncertaintyCoverageStrategy",
    "UncertaintyStrategy",
    "Upload",
    "UploadPage",
    "UploadPurpose",
    "UploadSource",
    "UploadState",
    "VectorQuery",
    "VerticalFlip",
    "VICReg",
    "Video",
    "VideoBounds",
    "VideoGroups",
    "VideoPage",
    "VideoSampling",
    "VideoStatus",
    "ViewPipeline",
    "ViewTransform",
    "VISReg",
    "WeakLabels",
    "WeakLabelTarget",
    "Webhook",
    "WebhookCreate",
    "WebhookEvent",
    "WebhookPage",
    "WebhookRotate",
    "WebhookSecret",
    "WebhookUpdate",
    "WeightsStrategy",
    "Worker",
    "WorkerList",
    "Workspace",
    "WorkspaceCreate",
    "WorkspacePage",
)
